using System.Diagnostics.Metrics;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Gateway.Observability;

/// <summary>What is counted of runs, model calls and tool calls.</summary>
internal static class RunInstruments
{
    private static readonly Counter<long> s_started = GatewayMeter.Instance.CreateCounter<long>("openclaw.runs.started", "{run}", "Runs that began, again after a restart.");
    private static readonly Counter<long> s_ended = GatewayMeter.Instance.CreateCounter<long>("openclaw.runs.ended", "{run}", "Runs that ended.");
    private static readonly Histogram<double> s_duration = GatewayMeter.Instance.CreateHistogram<double>("openclaw.runs.duration", "s", "From a run's beginning to its end.");
    private static readonly Histogram<double> s_modelDuration = GatewayMeter.Instance.CreateHistogram<double>("openclaw.models.call.duration", "s", "From a model call to the end of its stream.");
    private static readonly Histogram<double> s_firstEvent = GatewayMeter.Instance.CreateHistogram<double>("openclaw.models.first_event", "s", "From a model call to its first event.");
    private static readonly Counter<long> s_tokens = GatewayMeter.Instance.CreateCounter<long>("openclaw.models.tokens", "{token}", "Tokens as providers counted them.");
    private static readonly Counter<double> s_cost = GatewayMeter.Instance.CreateCounter<double>("openclaw.models.cost", "USD", "What tokens cost at the configured prices.");
    private static readonly Histogram<double> s_toolDuration = GatewayMeter.Instance.CreateHistogram<double>("openclaw.tools.call.duration", "s", "From a tool call to its result.");

    public static void RunStarted() => s_started.Add(1);

    public static void RunEnded(RunOutcome outcome, TimeSpan duration)
    {
        var name = outcome switch
        {
            RunOutcome.Completed => "ok",
            RunOutcome.Aborted => "aborted",
            RunOutcome.TimedOut => "timeout",
            _ => "error",
        };
        s_ended.Add(1, new KeyValuePair<string, object?>("outcome", name));
        s_duration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", name));
    }

    public static void ModelCalled(ModelRef model, string outcome, TimeSpan duration) => s_modelDuration.Record(
        duration.TotalSeconds, new("provider", model.Provider), new("model", model.Model), new KeyValuePair<string, object?>("outcome", outcome));

    public static void ModelAnswered(ModelRef model, TimeSpan after) => s_firstEvent.Record(
        after.TotalSeconds, new("provider", model.Provider), new KeyValuePair<string, object?>("model", model.Model));

    public static void TokensCounted(ModelRef model, ModelUsage usage, ModelPrice? price)
    {
        if (!s_tokens.Enabled && !s_cost.Enabled)
        {
            return;
        }

        Count(model, "input", usage.Input);
        Count(model, "output", usage.Output);
        Count(model, "cache_read", usage.CacheRead);
        Count(model, "cache_write", usage.CacheWrite);
        if (price is { Total: > 0 })
        {
            s_cost.Add(price.Of(usage).Total, new("provider", model.Provider), new KeyValuePair<string, object?>("model", model.Model));
        }
    }

    public static void ToolCalled(string tool, string outcome, TimeSpan duration) =>
        s_toolDuration.Record(duration.TotalSeconds, new("tool", tool), new KeyValuePair<string, object?>("outcome", outcome));

    private static void Count(ModelRef model, string kind, long tokens)
    {
        if (tokens > 0)
        {
            s_tokens.Add(tokens, new("provider", model.Provider), new("model", model.Model), new KeyValuePair<string, object?>("kind", kind));
        }
    }
}
