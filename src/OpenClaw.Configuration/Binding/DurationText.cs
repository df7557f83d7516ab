using System.Globalization;

namespace OpenClaw.Configuration.Binding;

/// <summary>Durations as people write them: <c>500ms</c>, <c>90s</c>, <c>30m</c>, <c>1h</c>, <c>2d</c>; a bare number counts minutes.</summary>
internal static class DurationText
{
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        text = text.Trim();
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        double? milliseconds = text[digits..].ToLowerInvariant() switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" or "" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        if (milliseconds is null
            || !double.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount * milliseconds > TimeSpan.FromDays(3650).TotalMilliseconds)
        {
            return false;
        }

        value = TimeSpan.FromMilliseconds(amount * milliseconds.Value);
        return true;
    }
}
