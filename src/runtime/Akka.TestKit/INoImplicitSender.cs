namespace Akka.TestKit;

/// <summary>Marks a test class whose <c>Tell</c> calls have no sender, instead of the test actor.</summary>
public interface INoImplicitSender
{
}
