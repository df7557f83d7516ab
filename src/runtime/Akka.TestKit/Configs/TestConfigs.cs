using Akka.Configuration;

namespace Akka.TestKit.Configs;

/// <summary>Ready-made configurations for tests.</summary>
public static class TestConfigs
{
    /// <summary>The defaults of the test kit.</summary>
    public static Config DefaultConfig => TestKitBase.DefaultConfig;

    /// <summary>Time stands still until the test advances it: <c>(TestScheduler)Sys.Scheduler</c>.</summary>
    public static Config TestSchedulerConfig => ConfigurationFactory.ParseString("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");
}
