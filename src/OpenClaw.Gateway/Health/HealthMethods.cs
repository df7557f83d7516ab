using System.Text.Json;
using Akka.Actor;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Gateway.Health;

/// <summary><c>health</c> and <c>status</c>, answered from the published snapshot.</summary>
public sealed class HealthMethods(GatewayContext gateway) : IMethodModule
{
    /// <inheritdoc/>
    public void Register(MethodRegistry methods)
    {
        methods.Add(MethodNames.Health, OnHealth, immediate: true);
        methods.Add(MethodNames.Status, call => call.Succeed(gateway.HealthSnapshot.Current.Status), immediate: true);
    }

    private void OnHealth(MethodCall call)
    {
        if (WantsProbe(call.Params.Span))
        {
            gateway.Health.Tell(new HealthProtocol.Probe(call.ReplyTo));
            return;
        }

        call.Succeed(gateway.HealthSnapshot.Current.Health);
    }

    private static bool WantsProbe(ReadOnlySpan<byte> parameters)
    {
        // The usual params are none or {}; only then is there nothing to look for.
        if (parameters.Length <= 2)
        {
            return false;
        }

        var reader = new Utf8JsonReader(parameters);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("probe"u8))
            {
                return reader.Read() && reader.TokenType == JsonTokenType.True;
            }
        }

        return false;
    }
}
