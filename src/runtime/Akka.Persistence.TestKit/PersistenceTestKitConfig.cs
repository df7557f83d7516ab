using Akka.Configuration;

namespace Akka.Persistence.TestKit;

/// <summary>The configuration of persistence tests.</summary>
internal static class PersistenceTestKitConfig
{
    /// <summary>The journal and the snapshot store of this assembly, before anything of <paramref name="custom"/>.</summary>
    public static Config Of(Config? custom = null)
    {
        var own = ConfigurationFactory.FromResource("Akka.Persistence.TestKit.config.conf", typeof(PersistenceTestKitConfig).Assembly);
        return custom is null ? own : own.WithFallback(custom);
    }
}
