using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Sessions;

/// <summary>The newest messages of one conversation, oldest first.</summary>
internal sealed class SessionShowCommand : GatewayCommand
{
    private readonly Argument<string> _key = new("key") { Description = "The session's key, as sessions shows it; main is the default agent's" };
    private readonly Option<int> _limit = new("--limit") { Description = "At most this many messages", HelpName = "COUNT", CustomParser = Numbers.Positive("--limit", 1000), DefaultValueFactory = _ => 50 };

    public SessionShowCommand(CliContext cli)
        : base(cli, "show", "Show what was said in a session", ["openclaw sessions show main", "openclaw sessions show agent:main:main --limit 5 --json"])
    {
        Arguments.Add(_key);
        Options.Add(_limit);
        AddConnectionOptions();
    }

    protected override Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var parameters = JsonOutput.Build((Key: invocation.Parse.GetRequiredValue(_key), Limit: invocation.Parse.GetValue(_limit)), static (writer, get) =>
        {
            writer.WriteString("key", get.Key);
            writer.WriteNumber("limit", get.Limit);
        });
        return invocation.ShowAsync("sessions.get", Scopes.Read, shown => WriteText(invocation, shown), cancellationToken, parameters);
    }

    private static void WriteText(GatewayInvocation invocation, JsonElement payload)
    {
        var any = false;
        foreach (var message in payload.Items("messages"))
        {
            any = true;
            invocation.Out.WriteLine($"{message.String("role") ?? "?"}: {TextOf(message)}");
        }

        if (!any)
            invocation.Out.WriteLine("Nothing was said.");
    }

    /// <summary>A message's text; parts of other kinds are named.</summary>
    private static string TextOf(JsonElement message) => message.Property("content") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Join(' ', parts.EnumerateArray().Select(static part => part.String("text") ?? $"[{part.String("type")}{(part.String("name") is { } name ? " " + name : "")}]")),
        _ => "",
    };
}
