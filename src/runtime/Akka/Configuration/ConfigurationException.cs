using Akka.Actor;

namespace Akka.Configuration;

/// <summary>A configuration that cannot be used: missing key, wrong type of value, or malformed HOCON.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Creates the exception with the text shown to the operator.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the text shown to the operator and what caused it.</summary>
    public ConfigurationException(string message, Exception? exception)
        : base(message, exception)
    {
    }
}
