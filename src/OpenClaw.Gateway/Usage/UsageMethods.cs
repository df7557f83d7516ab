using System.Globalization;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Lifecycle;
using OpenClaw.Protocol.Json;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Methods.Usage;
using OpenClaw.Protocol.Types;

namespace OpenClaw.Gateway.Usage;

/// <summary><c>usage.cost</c>: no costs are recorded yet, so each day is zero.</summary>
public sealed class UsageMethods(GatewayContext gateway) : IMethodModule
{
    private const int DefaultDays = 30;
    private const int MaxDays = 366;

    /// <inheritdoc/>
    public void Register(MethodRegistry methods) => methods.Add(MethodNames.UsageCost, OnCost);

    private void OnCost(MethodCall call)
    {
        var cost = Payload.DecodeParams(call.Params.Span, ProtocolJson.Default.UsageCostParams);
        var now = gateway.Time.GetUtcNow();
        var days = (int)Math.Clamp(cost.Days ?? DefaultDays, 1, MaxDays);
        var result = new UsageCostResult
        {
            UpdatedAt = now.ToUnixTimeMilliseconds(),
            Days = days,
            Daily = [.. Enumerable.Range(0, days).Select(i => Nothing(now.AddDays(i - days + 1)))],
            Totals = new UsageTotals
            {
                Input = 0,
                Output = 0,
                CacheRead = 0,
                CacheWrite = 0,
                TotalTokens = 0,
                TotalCost = 0,
                InputCost = 0,
                OutputCost = 0,
                CacheReadCost = 0,
                CacheWriteCost = 0,
                MissingCostEntries = 0,
            },
        };
        call.Succeed(Payload.Encode(result, ProtocolJson.Default.UsageCostResult));
    }

    private static UsageDay Nothing(DateTimeOffset day) => new()
    {
        Date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Input = 0,
        Output = 0,
        CacheRead = 0,
        CacheWrite = 0,
        TotalTokens = 0,
        TotalCost = 0,
        InputCost = 0,
        OutputCost = 0,
        CacheReadCost = 0,
        CacheWriteCost = 0,
        MissingCostEntries = 0,
    };
}
