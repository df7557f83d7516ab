using System.Text.Json;
using OpenClaw.Client;

namespace OpenClaw.Cli.Channels;

/// <summary>One account of a channel, as <c>channels.status</c> tells of it.</summary>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Label">The channel's name for people.</param>
/// <param name="Account">Id of the account; null for a channel without accounts.</param>
/// <param name="State">What is known of it: <c>configured</c>, <c>enabled</c>, <c>linked</c>, <c>running</c>, <c>connected</c>, <c>lastError</c>.</param>
internal sealed record ChannelAccount(string Channel, string Label, string? Account, JsonElement State)
{
    /// <summary>Every account in the gateway's order; a channel without accounts is one entry.</summary>
    public static IEnumerable<ChannelAccount> Of(JsonElement status)
    {
        foreach (var channel in status.Strings("channelOrder"))
        {
            var label = status.Property("channelLabels").String(channel) ?? channel;
            var accounts = status.Property("channelAccounts").Items(channel).ToList();
            if (accounts.Count == 0)
                yield return new ChannelAccount(channel, label, null, status.Property("channels").Property(channel));
            foreach (var account in accounts)
                yield return new ChannelAccount(channel, label, account.String("accountId") ?? "default", account);
        }
    }

    /// <summary>Whether somebody has set it up.</summary>
    public bool IsConfigured => State.Boolean("configured") == true;

    /// <summary>The state in words, such as "configured, running, disconnected"; what the gateway does not say is not said.</summary>
    public string Words
    {
        get
        {
            var words = new List<string>();
            if (State.Boolean("enabled") == false)
                words.Add("disabled");
            words.Add(IsConfigured ? "configured" : "not configured");
            Add("linked", "linked", "not linked");
            Add("running", "running", "stopped");
            Add("connected", "connected", "disconnected");
            return string.Join(", ", words);

            void Add(string property, string yes, string no)
            {
                if (State.Boolean(property) is { } value)
                    words.Add(value ? yes : no);
            }
        }
    }
}
