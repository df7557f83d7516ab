using Akka.Actor;
using Akka.Configuration;

namespace Akka.TestKit;

/// <summary>The block <c>akka.test</c>.</summary>
public class TestKitSettings : IExtension
{
    /// <summary>Reads the block from <paramref name="config"/>.</summary>
    public TestKitSettings(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        DefaultTimeout = config.GetTimeSpan("akka.test.default-timeout", TimeSpan.FromSeconds(5), allowInfinite: false);
        SingleExpectDefault = config.GetTimeSpan("akka.test.single-expect-default", TimeSpan.FromSeconds(3), allowInfinite: false);
        TestEventFilterLeeway = config.GetTimeSpan("akka.test.filter-leeway", TimeSpan.FromSeconds(3), allowInfinite: false);
        ExpectNoMessageDefault = config.GetTimeSpan("akka.test.expect-no-message-default", TimeSpan.FromMilliseconds(100), allowInfinite: false);
        TestTimeFactor = config.GetDouble("akka.test.timefactor", 1.0);
        LogTestKitCalls = config.GetBoolean("akka.test.testkit.debug");
        if (TestTimeFactor <= 0)
        {
            throw new ConfigurationException("akka.test.timefactor must be greater than 0.");
        }
    }

    /// <summary>Patience of Ask, latches and barriers.</summary>
    public TimeSpan DefaultTimeout { get; }

    /// <summary>Patience of one expectation outside a Within block.</summary>
    public TimeSpan SingleExpectDefault { get; }

    /// <summary>How long an event filter waits for its events after the action.</summary>
    public TimeSpan TestEventFilterLeeway { get; }

    /// <summary>All times are multiplied by this; raise it on a slow machine.</summary>
    public double TestTimeFactor { get; }

    /// <summary>Whether expectations are logged.</summary>
    public bool LogTestKitCalls { get; }

    internal TimeSpan ExpectNoMessageDefault { get; }
}
