namespace Akka.Event;

/// <summary>Turns a template and its values into text.</summary>
public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);
    string Format(string format, IEnumerable<object> args);
}

/// <summary>"{0}" as in string.Format.</summary>
public class DefaultLogMessageFormatter : ILogMessageFormatter
{
    public static readonly DefaultLogMessageFormatter Instance = new();
    public string Format(string format, params object[] args) => string.Format(format, args);
    public string Format(string format, IEnumerable<object> args) => string.Format(format, args as object[] ?? args.ToArray());
}

/// <summary>Positional ("{0}") and named ("{Count}") holes; named ones take the values in order.</summary>
public class SemanticLogMessageFormatter : ILogMessageFormatter
{
    public static readonly SemanticLogMessageFormatter Instance = new();

    public string Format(string format, params object[] args)
    {
        var text = new System.Text.StringBuilder(format.Length + 32);
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }
            var end = c == '{' ? format.IndexOf('}', i) : -1;
            if (end < 0)
            {
                text.Append(c);
                continue;
            }

            var hole = format.AsSpan(i + 1, end - i - 1);
            var colon = hole.IndexOf(':');
            var name = (colon < 0 ? hole : hole[..colon]).Trim();
            var index = int.TryParse(name, out var position) ? position : next++;
            if (index >= 0 && index < args.Length) Append(text, args[index], colon < 0 ? null : hole[(colon + 1)..].ToString());
            else text.Append(format, i, end - i + 1);
            i = end;
        }
        return text.ToString();
    }

    private static void Append(System.Text.StringBuilder text, object? value, string? format)
    {
        if (format is not null && value is IFormattable formattable) text.Append(formattable.ToString(format, null));
        else text.Append(value);
    }

    public string Format(string format, IEnumerable<object> args) => Format(format, args as object[] ?? args.ToArray());
}

internal static class LogFormatters
{
    public static ILogMessageFormatter Create(string? typeName) => typeName?.Split(',')[0].Trim() switch
    {
        null or "" or "Akka.Event.SemanticLogMessageFormatter" => SemanticLogMessageFormatter.Instance,
        "Akka.Event.DefaultLogMessageFormatter" => DefaultLogMessageFormatter.Instance,
        _ => (ILogMessageFormatter)Activator.CreateInstance(Util.Reflection.RuntimeType.Require(typeName, "akka.logger-formatter"))!,
    };
}

/// <summary>A template with its values; formatted only when someone reads it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    protected LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }
    public abstract IEnumerable<object> Parameters();
    public abstract string Unformatted();
}

public class DefaultLogMessage : LogMessage
{
    private readonly object[] _args;

    public DefaultLogMessage(ILogMessageFormatter formatter, string format, params object[] args) : base(formatter, format) => _args = args;

    public override IEnumerable<object> Parameters() => _args;
    public override string Unformatted() => $"{Format} [{string.Join(", ", _args)}]";
    public override string ToString() => Formatter.Format(Format, _args);
}
