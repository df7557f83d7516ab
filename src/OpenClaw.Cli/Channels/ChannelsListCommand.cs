using System.CommandLine;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;

namespace OpenClaw.Cli.Channels;

/// <summary>The channels that the gateway has, and their accounts.</summary>
/// <remarks>JSON as the original's: <c>{"chat":{"telegram":{"accounts":["default"],"label":"Telegram","installed":true,"origin":"configured"}}}</c>.</remarks>
internal sealed class ChannelsListCommand : GatewayCommand
{
    private readonly Option<bool> _all = new("--all") { Description = "Also the channels that nobody has set up" };

    public ChannelsListCommand(CliContext cli)
        : base(cli, "list", "List the chat channels and their accounts", ["openclaw channels list", "openclaw channels list --all --json"])
    {
        Options.Add(_all);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var status = await invocation.CallAsync("channels.status", Scopes.Read, cancellationToken).ConfigureAwait(false);
        var all = invocation.Parse.GetValue(_all);
        var channels = ChannelAccount.Of(status).GroupBy(static account => account.Channel)
            .Where(channel => all || channel.Any(static account => account.IsConfigured)).ToList();
        if (invocation.Json)
            JsonOutput.Write(invocation.Out, channels, WriteJson);
        else
            WriteText(invocation.Out, channels);
        return ExitCodes.Ok;
    }

    private static void WriteText(TextWriter output, List<IGrouping<string, ChannelAccount>> channels)
    {
        output.WriteLine("Chat channels:");
        foreach (var account in channels.SelectMany(static channel => channel))
            output.WriteLine($"- {account.Label}{(account.Account is { } id ? $" {id}" : "")}: {account.Words}");
        if (channels.Count == 0)
            output.WriteLine("- none configured");
    }

    private static void WriteJson(Utf8JsonWriter writer, List<IGrouping<string, ChannelAccount>> channels)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("chat");
        foreach (var channel in channels)
        {
            writer.WriteStartObject(channel.Key);
            JsonOutput.WriteStrings(writer, "accounts", channel.Select(static account => account.Account).OfType<string>());
            writer.WriteString("label", channel.First().Label);
            writer.WriteBoolean("installed", true);
            writer.WriteString("origin", channel.Any(static account => account.IsConfigured) ? "configured" : "available");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
