namespace OpenClaw.Tools.Web;

/// <summary>How pages are fetched, out of <c>tools.web.fetch</c>.</summary>
public sealed record WebFetchOptions
{
    /// <summary>Whether they are at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Longest text of one answer, in characters.</summary>
    public int MaxChars { get; init; } = 50_000;

    /// <summary>How long a fetch with all its redirects may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of a page that are read, after decompression.</summary>
    public int MaxBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Redirects that are followed.</summary>
    public int MaxRedirects { get; init; } = 5;
}
