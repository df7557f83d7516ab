using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;
using OpenClaw.Configuration;

namespace OpenClaw.Cli.Sessions;

/// <summary><c>openclaw sessions import</c>: takes over the conversations that the original keeps in files. Doing it again only brings what is new.</summary>
internal sealed class SessionsImportCommand : GatewayCommand
{
    private const int MaxMessages = 200;
    private const int MaxChars = 1_000_000;
    private const int ProgressEvery = 25;

    private readonly Argument<string?> _path = new("path")
    {
        Description = "A state directory, a folder of sessions or a sessions.json; without it the profile's state directory",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public SessionsImportCommand(CliContext cli)
        : base(cli, "import", "Take over conversations from sessions.json and transcript files", ["openclaw sessions import ~/.openclaw", "openclaw sessions import ~/backup/agents/main/sessions --json"], defaultTimeoutMs: 60_000)
    {
        Arguments.Add(_path);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var conversations = TranscriptStore.Find(invocation.Parse.GetValue(_path) ?? StatePaths.Resolve(Cli.Sources).StateDirectory);
        await using var client = await invocation.ConnectAsync(Scopes.Admin, cancellationToken).ConfigureAwait(false);
        var outcome = new Outcome();
        foreach (var conversation in conversations)
        {
            await ImportAsync(client, conversation, outcome, cancellationToken).ConfigureAwait(false);
            if (++outcome.Sessions % ProgressEvery == 0)
            {
                await Cli.Terminal.Error.WriteLineAsync($"{outcome.Sessions} of {conversations.Count} sessions, {outcome.Messages} messages").ConfigureAwait(false);
            }
        }

        invocation.Print(JsonOutput.Build(outcome, static (writer, done) => done.Write(writer)), _ => outcome.Tell(invocation.Out));
        return outcome.Problems.Count == 0 ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static async Task ImportAsync(GatewayClient client, StoredConversation conversation, Outcome outcome, CancellationToken cancellationToken)
    {
        var file = new TranscriptFile(conversation.Transcript);
        var messages = 0;
        try
        {
            var isFirst = true;
            foreach (var piece in Pieces(file.ReadMessages()))
            {
                var answer = await client.CallAsync("sessions.import", Request(conversation, file.CreatedAt, piece), cancellationToken: cancellationToken).ConfigureAwait(false);
                if (answer.String("status") == "conflict")
                {
                    outcome.Problems.Add((conversation.Key, "the gateway has another conversation under this key"));
                    break;
                }

                messages += answer.Int32("imported") ?? 0;
                outcome.Skipped += answer.Int32("skipped") ?? 0;
                if (isFirst && answer.String("status") == "imported" && messages == 0)
                {
                    // An entry without a transcript: the session is there all the same.
                    outcome.Imported++;
                }

                isFirst = false;
            }
        }
        catch (GatewayErrorException refused)
        {
            outcome.Problems.Add((conversation.Key, refused.Message));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            outcome.Problems.Add((conversation.Key, unreadable.Message));
        }

        outcome.Messages += messages;
        outcome.Imported += messages > 0 ? 1 : 0;
        outcome.Skipped += file.Skipped;
    }

    // At least one piece: a session without messages has its settings.
    private static IEnumerable<List<JsonElement>> Pieces(IEnumerable<JsonElement> messages)
    {
        var piece = new List<JsonElement>();
        var (chars, any) = (0, false);
        foreach (var message in messages)
        {
            var size = message.GetRawText().Length;
            if (piece.Count > 0 && (piece.Count == MaxMessages || chars + size > MaxChars))
            {
                any = true;
                yield return piece;
                (piece, chars) = ([], 0);
            }

            piece.Add(message);
            chars += size;
        }

        if (piece.Count > 0 || !any)
        {
            yield return piece;
        }
    }

    private static JsonElement Request(StoredConversation conversation, DateTimeOffset? createdAt, List<JsonElement> messages) =>
        JsonOutput.Build((conversation, createdAt, messages), static (writer, request) =>
        {
            var entry = request.conversation.Entry;
            writer.WriteString("key", request.conversation.Key);
            if (request.conversation.Agent is { } agent && !request.conversation.Key.StartsWith("agent:", StringComparison.OrdinalIgnoreCase))
                writer.WriteString("agentId", agent);
            writer.WriteString("sessionId", entry.String("sessionId"));
            if ((request.createdAt?.ToUnixTimeMilliseconds() ?? entry.Int64("createdAt")) is { } created and >= 0)
                writer.WriteNumber("createdAt", created);
            if (entry.Int64("updatedAt") is { } updated and >= 0)
                writer.WriteNumber("updatedAt", updated);
            foreach (var name in new[] { "label", "thinkingLevel", "verboseLevel", "reasoningLevel" })
            {
                if (entry.String(name) is { Length: > 0 and <= 512 } value)
                    writer.WriteString(name, value);
            }

            if (entry.String("modelOverride") is { Length: > 0 } model)
                writer.WriteString("model", entry.String("providerOverride") is { Length: > 0 } provider ? $"{provider}/{model}" : model);
            if (entry.String("sendPolicy") is "allow" or "deny")
                writer.WriteString("sendPolicy", entry.String("sendPolicy"));
            writer.WriteStartArray("messages");
            foreach (var message in request.messages)
                message.WriteTo(writer);
            writer.WriteEndArray();
        });

    private sealed class Outcome
    {
        public int Sessions { get; set; }

        public int Imported { get; set; }

        public int Messages { get; set; }

        public int Skipped { get; set; }

        public List<(string Key, string Reason)> Problems { get; } = [];

        public void Write(Utf8JsonWriter writer)
        {
            writer.WriteBoolean("ok", Problems.Count == 0);
            writer.WriteNumber("sessions", Sessions);
            writer.WriteNumber("imported", Imported);
            writer.WriteNumber("unchanged", Sessions - Imported - Problems.Count);
            writer.WriteNumber("messages", Messages);
            writer.WriteNumber("skippedMessages", Skipped);
            writer.WriteStartArray("problems");
            foreach (var (key, reason) in Problems)
            {
                writer.WriteStartObject();
                writer.WriteString("key", key);
                writer.WriteString("reason", reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        public void Tell(TextWriter output)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Imported} of {Sessions} sessions taken over, {Messages:N0} messages; {Sessions - Imported - Problems.Count} were here already"));
            if (Skipped > 0)
                output.WriteLine($"{Skipped} lines could not be read and were left out");
            foreach (var (key, reason) in Problems)
                output.WriteLine($"{key}: {reason}");
        }
    }
}
