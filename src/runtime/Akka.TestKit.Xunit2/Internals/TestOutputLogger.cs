using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes log events into the output of the test that they belong to.</summary>
public class TestOutputLogger : ReceiveActor
{
    /// <summary>Writes to <paramref name="output"/>.</summary>
    public TestOutputLogger(ITestOutputHelper output) : this(output, "")
    {
    }

    internal TestOutputLogger(ITestOutputHelper output, string prefix)
    {
        Receive<LogEvent>(logEvent =>
        {
            try
            {
                output.WriteLine(prefix + logEvent);
            }
            catch (InvalidOperationException)
            {
                // The test is over; what is logged now belongs to nobody.
            }
        });
        Receive<InitializeLogger>(initialize =>
        {
            foreach (var level in new[] { typeof(Debug), typeof(Info), typeof(Warning), typeof(Error) })
            {
                initialize.LoggingBus.Subscribe(Self, level);
            }

            Sender.Tell(new LoggerInitialized());
        });
    }
}
