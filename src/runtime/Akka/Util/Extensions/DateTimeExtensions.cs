namespace Akka.Util.Extensions;

/// <summary>Moments as numbers.</summary>
public static class DateTimeExtensions
{
    /// <summary>Milliseconds since 1970.</summary>
    public static long ToTimestamp(this DateTime timeStamp) => new DateTimeOffset(timeStamp.ToUniversalTime()).ToUnixTimeMilliseconds();

    /// <summary>The moment so many milliseconds after 1970, in UTC.</summary>
    public static DateTime ToDateTime(this long timestamp) => DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime;
}
