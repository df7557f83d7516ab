namespace Akka.Configuration.Hocon;

/// <summary>HOCON text that cannot be read. The message ends with the place: <c>(line 3, column 7)</c>.</summary>
public sealed class HoconParserException : ConfigurationException
{
    /// <summary>Creates the exception with the text shown to the operator.</summary>
    public HoconParserException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the text shown to the operator and what caused it.</summary>
    public HoconParserException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
