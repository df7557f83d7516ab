using System.Text;

namespace Akka.Util;

/// <summary>Numbers in the 64 letters of the names of temporary actors.</summary>
public static class Base64Encoding
{
    /// <summary>The letters, least value first.</summary>
    public const string Base64Chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>The number in letters, the least digit first, after a "$".</summary>
    public static string Base64Encode(this long value) => value.Base64Encode("$");

    /// <summary>The number in letters, the least digit first, after a prefix.</summary>
    public static string Base64Encode(this long value, string prefix)
    {
        var text = new StringBuilder(prefix);
        var rest = unchecked((ulong)value);
        do
        {
            text.Append(Base64Chars[(int)(rest & 63)]);
            rest >>= 6;
        }
        while (rest != 0);
        return text.ToString();
    }
}
