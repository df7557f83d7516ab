namespace OpenClaw.Protocol.Frames;

/// <summary>The protocol versions this gateway speaks.</summary>
public static class ProtocolVersions
{
    /// <summary>Oldest version.</summary>
    public const int Minimum = 3;

    /// <summary>Newest version.</summary>
    public const int Maximum = 4;

    /// <summary>Picks the highest version inside both ranges.</summary>
    /// <returns>False when the ranges do not meet, or the client's is empty.</returns>
    public static bool TryNegotiate(long clientMin, long clientMax, out int version)
    {
        version = (int)Math.Min(clientMax, Maximum);
        return clientMin <= clientMax && version >= Minimum && version >= clientMin;
    }
}
