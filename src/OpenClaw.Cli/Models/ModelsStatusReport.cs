using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Models;

/// <summary>The answer of <c>models status</c>. The JSON has the names that the original's has, as far as this gateway has the thing.</summary>
/// <param name="Agent">Id of the agent asked about.</param>
/// <param name="Default">The model that answers, <c>provider/model</c>; null when none is chosen.</param>
/// <param name="Fallbacks">What is tried after it, in order.</param>
/// <param name="Models">Every model of the gateway by its reference: whether it can be used, and why not.</param>
/// <param name="Providers">Every provider, and how it is authenticated: <c>static</c> or <c>missing</c>.</param>
internal sealed record ModelsStatusReport(
    string Agent,
    string? Default,
    IReadOnlyList<string> Fallbacks,
    IReadOnlyDictionary<string, (bool Available, string? Reason)> Models,
    IReadOnlyList<(string Name, string Status)> Providers)
{
    /// <summary>The models in use: the default one and its fallbacks.</summary>
    private IEnumerable<string> InUse => Default is null ? Fallbacks : [Default, .. Fallbacks];

    /// <summary>Models in use that would not answer, each with the reason.</summary>
    private IEnumerable<(string Model, string Reason)> Troubles =>
        from model in InUse.Distinct(StringComparer.Ordinal)
        let known = Models.TryGetValue(model, out var found) ? found : (Available: false, Reason: "the gateway has no such model")
        where !known.Available
        select (model, known.Reason ?? "not available");

    /// <summary>Whether every model in use can answer, as far as the configuration tells.</summary>
    public bool IsReady => Default is not null && !Troubles.Any();

    /// <summary>Reads the answers of <c>agents.list</c>, <c>models.list</c> and <c>models.authStatus</c>.</summary>
    /// <exception cref="CliException">There is no such agent.</exception>
    public static ModelsStatusReport Of(JsonElement agents, JsonElement models, JsonElement auth, string? agentId)
    {
        var id = agentId ?? agents.String("defaultId") ?? "main";
        var agent = agents.Items("agents").FirstOrDefault(one => one.String("id") == id);
        if (agent.ValueKind != JsonValueKind.Object)
            throw new CliException($"there is no agent {id}; see: openclaw agents list", "UNKNOWN_AGENT");
        var known = new Dictionary<string, (bool, string?)>(StringComparer.Ordinal);
        string? tagged = null;
        foreach (var model in models.Items("models"))
        {
            var reference = $"{model.String("provider")}/{model.String("id")}";
            known[reference] = (model.Boolean("available") ?? true, model.String("unavailableReason"));
            if (model.Strings("tags").Contains("default", StringComparer.Ordinal))
                tagged = reference;
        }

        return new ModelsStatusReport(
            id,
            agent.Property("model").String("primary") ?? tagged,
            [.. agent.Property("model").Strings("fallbacks")],
            known,
            [.. auth.Items("providers").Select(static provider => (provider.String("provider") ?? "?", provider.String("status") ?? "unknown"))]);
    }

    public void WriteText(TextWriter output)
    {
        output.WriteLine($"Agent         : {Agent}");
        output.WriteLine($"Default       : {Default ?? "-"}");
        output.WriteLine($"Fallbacks ({Fallbacks.Count}) : {(Fallbacks.Count == 0 ? "-" : string.Join(", ", Fallbacks))}");
        output.WriteLine();
        output.WriteLine("Providers");
        foreach (var (name, status) in Providers)
            output.WriteLine($"- {name}: {(status == "static" ? "ready" : status)}");
        if (Providers.Count == 0)
            output.WriteLine("- none");
        if (IsReady)
            return;
        output.WriteLine();
        output.WriteLine("Troubles");
        foreach (var (model, reason) in Troubles)
            output.WriteLine($"- {model}: {reason}");
        if (Default is null)
            output.WriteLine("- no model is chosen: agents.defaults.model");
    }

    public void WriteJson(TextWriter output) => JsonOutput.Write(output, this, static (writer, report) =>
    {
        writer.WriteStartObject();
        writer.WriteString("agentId", report.Agent);
        writer.WriteString("defaultModel", report.Default);
        writer.WriteString("resolvedDefault", report.Default is { } model && report.Models.ContainsKey(model) ? model : null);
        JsonOutput.WriteStrings(writer, "fallbacks", report.Fallbacks);
        // Empty is "all", in the original's words.
        JsonOutput.WriteStrings(writer, "allowed", []);
        writer.WriteStartObject("auth");
        JsonOutput.WriteStrings(writer, "missingProvidersInUse", report.Troubles.Select(static trouble => trouble.Model.Split('/')[0]).Distinct(StringComparer.Ordinal));
        writer.WriteStartArray("providers");
        foreach (var (name, status) in report.Providers)
        {
            writer.WriteStartObject();
            writer.WriteString("provider", name);
            writer.WriteStartObject("effective");
            writer.WriteString("kind", status);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("troubles");
        foreach (var (trouble, reason) in report.Troubles)
        {
            writer.WriteStartObject();
            writer.WriteString("model", trouble);
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
