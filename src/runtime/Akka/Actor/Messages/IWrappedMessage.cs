namespace Akka.Actor;

/// <summary>A message inside another.</summary>
public interface IWrappedMessage
{
    /// <summary>The message inside.</summary>
    object Message { get; }
}
