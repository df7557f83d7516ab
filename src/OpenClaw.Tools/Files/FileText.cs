using System.Text;
using System.Text.Unicode;

namespace OpenClaw.Tools.Files;

/// <summary>Tells text from other files.</summary>
internal static class FileText
{
    private const int SniffBytes = 8192;

    /// <summary>The type of a picture that models take, by its first bytes; null for anything else.</summary>
    public static string? ImageType(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        _ => null,
    };

    /// <summary>Whether the bytes are no text: text holds no zero byte.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, SniffBytes)].Contains((byte)0);

    /// <summary>The text of UTF-8 bytes, bytes that are none replaced; without a byte order mark.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(HasMark(bytes) ? bytes[3..] : bytes);

    /// <summary>Whether the bytes can be decoded and encoded again without a loss.</summary>
    public static bool IsExact(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes);

    /// <summary>Whether the bytes begin with a byte order mark.</summary>
    public static bool HasMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8);
}
