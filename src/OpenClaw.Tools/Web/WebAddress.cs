namespace OpenClaw.Tools.Web;

/// <summary>Which addresses may be asked for at all; where they lead is checked when the connection is made (<see cref="PublicHttp"/>).</summary>
internal static class WebAddress
{
    private const int MaxChars = 4096;

    /// <summary>Reads an address.</summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="from">The page that it stands on; null when it must be absolute.</param>
    /// <exception cref="ToolRefusalException">It is none, or may not be asked for.</exception>
    public static Uri Parse(string text, Uri? from)
    {
        if (text.Length > MaxChars || !(from is null ? Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) : Uri.TryCreate(from, text, out address)))
        {
            throw new ToolRefusalException("\"url\" must be an absolute address.");
        }

        return address!.Scheme is not ("http" or "https") ? throw new ToolRefusalException("Only http and https can be fetched.")
            : address.UserInfo.Length > 0 ? throw new ToolRefusalException("An address with a user name cannot be fetched.")
            : address;
    }
}
