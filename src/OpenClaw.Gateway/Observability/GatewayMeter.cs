using System.Diagnostics.Metrics;

namespace OpenClaw.Gateway.Observability;

/// <summary>The gateway's meter. Names are <c>openclaw.&lt;context&gt;.&lt;thing&gt;</c>, units are UCUM's, tags have few values.</summary>
/// <remarks>An instrument that nobody listens to costs a comparison.</remarks>
public static class GatewayMeter
{
    /// <summary>Its name, for listeners.</summary>
    public const string Name = "OpenClaw.Gateway";

    internal static Meter Instance { get; } = new(Name);
}
