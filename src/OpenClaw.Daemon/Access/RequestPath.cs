using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace OpenClaw.Daemon.Access;

/// <summary>
/// The one reading of a request's path. What could be read in two ways is refused, so that no handler, rule or proxy in front can see another path
/// than the one that was authorised.
/// </summary>
internal static class RequestPath
{
    /// <summary>Longest request target that is looked at, in characters.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>Decodes the path of a request target as it came over the wire.</summary>
    /// <param name="target">Origin form: a path, perhaps with a query.</param>
    /// <param name="path">The decoded path, beginning with a slash.</param>
    /// <returns>
    /// False for what is no plain path: not beginning with a slash; empty, <c>.</c> or <c>..</c> segments, also encoded; a backslash or control
    /// character; an encoded slash, backslash, dot, percent sign or control character; a broken escape; what is no UTF-8.
    /// </returns>
    public static bool TryRead(string target, [NotNullWhen(true)] out string? path)
    {
        path = null;
        var end = target.AsSpan().IndexOfAny('?', '#');
        var raw = end < 0 ? target.AsSpan() : target.AsSpan(0, end);
        if (raw.Length is 0 or > MaxLength || raw[0] != '/')
        {
            return false;
        }

        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] is <= ' ' or '\\' or > '~')
            {
                return false;
            }

            if (raw[i] != '%')
            {
                bytes[length++] = (byte)raw[i];
                continue;
            }

            if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
            {
                return false;
            }

            var value = Convert.FromHexString(raw.Slice(i + 1, 2))[0];
            if (value is < 0x20 or 0x7f or (byte)'/' or (byte)'\\' or (byte)'.' or (byte)'%')
            {
                return false;
            }

            bytes[length++] = value;
            i += 2;
        }

        var decoded = bytes.AsSpan(0, length);
        if (!Utf8.IsValid(decoded) || !HasPlainSegments(decoded))
        {
            return false;
        }

        path = Encoding.UTF8.GetString(decoded);
        return true;
    }

    /// <summary>No segment but the last is empty, and none is <c>.</c> or <c>..</c>.</summary>
    private static bool HasPlainSegments(ReadOnlySpan<byte> path)
    {
        for (var start = 1; start < path.Length;)
        {
            var length = path[start..].IndexOf((byte)'/');
            var segment = length < 0 ? path[start..] : path.Slice(start, length);
            if (segment.IsEmpty || segment.SequenceEqual("."u8) || segment.SequenceEqual(".."u8))
            {
                return false;
            }

            start += segment.Length + 1;
        }

        return true;
    }
}
