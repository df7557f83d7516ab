using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Cli.Application;
using OpenClaw.Cli.Connection;
using OpenClaw.Cli.Output;
using OpenClaw.Client;

namespace OpenClaw.Cli.Sessions;

/// <summary><c>openclaw sessions export</c>: writes conversations as the original keeps them, <c>agents/ID/sessions/sessions.json</c> with a transcript file each.</summary>
internal sealed class SessionsExportCommand : GatewayCommand
{
    private const int Page = 500;
    private const int ProgressEvery = 25;
    private static readonly JsonWriterOptions s_lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Argument<string> _folder = new("folder") { Description = "Where to write; made when it is not there" };
    private readonly Option<string[]> _keys = new("--key") { Description = "Only this session; may stand several times", HelpName = "KEY" };

    public SessionsExportCommand(CliContext cli)
        : base(cli, "export", "Write conversations to sessions.json and transcript files", ["openclaw sessions export ~/backup", "openclaw sessions export . --key main"], defaultTimeoutMs: 60_000)
    {
        Arguments.Add(_folder);
        Options.Add(_keys);
        AddConnectionOptions();
    }

    protected override async Task<int> RunAsync(GatewayInvocation invocation, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(invocation.Parse.GetRequiredValue(_folder));
        await using var client = await invocation.ConnectAsync(Scopes.Read, cancellationToken).ConfigureAwait(false);
        var wanted = invocation.Parse.GetValue(_keys) is { Length: > 0 } named ? named : await ListAsync(client, cancellationToken).ConfigureAwait(false);
        var entries = new Dictionary<string, List<(string Key, JsonElement Entry)>>(StringComparer.Ordinal);
        var (sessions, messages) = (0, 0);
        foreach (var key in wanted)
        {
            var (written, agent, canonical, entry) = await WriteAsync(client, folder, key, cancellationToken).ConfigureAwait(false);
            if (!entries.TryGetValue(agent, out var known))
                entries.Add(agent, known = []);
            known.Add((canonical, entry));
            messages += written;
            if (++sessions % ProgressEvery == 0)
                await Cli.Terminal.Error.WriteLineAsync($"{sessions} of {wanted.Count} sessions, {messages} messages").ConfigureAwait(false);
        }

        foreach (var (agent, known) in entries)
            await WriteIndexAsync(FolderOf(folder, agent), known, cancellationToken).ConfigureAwait(false);
        var outcome = JsonOutput.Build((folder, sessions, messages), static (writer, done) =>
        {
            writer.WriteBoolean("ok", true);
            writer.WriteString("folder", done.folder);
            writer.WriteNumber("sessions", done.sessions);
            writer.WriteNumber("messages", done.messages);
        });
        return invocation.Print(outcome, _ => invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sessions} sessions, {messages:N0} messages in {folder}")));
    }

    private static async Task<IReadOnlyList<string>> ListAsync(GatewayClient client, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        for (var offset = 0; ;)
        {
            var parameters = JsonOutput.Build(offset, static (writer, at) =>
            {
                writer.WriteNumber("limit", Page);
                writer.WriteNumber("offset", at);
            });
            var page = await client.CallAsync("sessions.list", parameters, cancellationToken: cancellationToken).ConfigureAwait(false);
            keys.AddRange(page.Items("sessions").Select(static session => session.String("key")!));
            if (page.Int32("nextOffset") is not { } next || next <= offset)
                return [.. keys.Distinct(StringComparer.Ordinal)];
            offset = next;
        }
    }

    // Beside the file and then in its place: a file that is there is whole.
    private static async Task<(int Messages, string Agent, string Key, JsonElement Entry)> WriteAsync(GatewayClient client, string folder, string key, CancellationToken cancellationToken)
    {
        var page = await PageAsync(client, key, 0, cancellationToken).ConfigureAwait(false);
        var canonical = page.String("key") ?? key;
        var agent = canonical.StartsWith("agent:", StringComparison.Ordinal) ? canonical.Split(':')[1] : "main";
        var id = page.String("sessionId")!;
        var entry = page.Property("entry");
        var path = Path.Combine(Directory.CreateDirectory(FolderOf(folder, agent)).FullName, $"{Path.GetFileName(id)}.jsonl");
        var messages = 0;
        string? parent = null;
        await using (var file = OpenPrivate(path + ".tmp"))
        {
            await WriteLineAsync(file, page, static (writer, first) =>
            {
                writer.WriteString("type", "session");
                writer.WriteNumber("version", 3);
                writer.WriteString("id", first.String("sessionId"));
                writer.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(first.Int64("createdAt") ?? 0).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("cwd", "");
            }).ConfigureAwait(false);
            for (; ;)
            {
                foreach (var message in page.Items("messages"))
                {
                    await WriteLineAsync(file, (message, parent), static (writer, line) =>
                    {
                        foreach (var member in line.message.EnumerateObject())
                        {
                            member.WriteTo(writer);
                            if (member.Name == "id")
                                writer.WriteString("parentId", line.parent);
                        }
                    }).ConfigureAwait(false);
                    parent = message.String("id");
                    messages += message.String("type") == "compaction" ? 0 : 1;
                }

                if (page.Int32("nextOffset") is not { } next)
                    break;
                page = await PageAsync(client, key, next, cancellationToken).ConfigureAwait(false);
            }
        }

        File.Move(path + ".tmp", path, overwrite: true);
        return (messages, agent, canonical, entry);
    }

    private static Task<JsonElement> PageAsync(GatewayClient client, string key, int offset, CancellationToken cancellationToken) =>
        client.CallAsync(
            "sessions.export",
            JsonOutput.Build((key, offset), static (writer, page) =>
            {
                writer.WriteString("key", page.key);
                writer.WriteNumber("offset", page.offset);
            }),
            cancellationToken: cancellationToken);

    private static async Task WriteIndexAsync(string folder, List<(string Key, JsonElement Entry)> entries, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "sessions.json");
        await using (var file = OpenPrivate(path + ".tmp"))
        {
            await using var writer = new Utf8JsonWriter(file, s_lines with { Indented = true });
            writer.WriteStartObject();
            foreach (var (key, entry) in entries)
            {
                writer.WritePropertyName(key);
                entry.WriteTo(writer);
            }

            writer.WriteEndObject();
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static string FolderOf(string folder, string agent) => Path.Combine(folder, "agents", Path.GetFileName(agent), "sessions");

    private static async Task WriteLineAsync<T>(FileStream file, T state, Action<Utf8JsonWriter, T> write)
    {
        using var line = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(line, s_lines))
        {
            writer.WriteStartObject();
            write(writer, state);
            writer.WriteEndObject();
        }

        line.Write("\n"u8);
        line.Position = 0;
        await line.CopyToAsync(file).ConfigureAwait(false);
    }

    // Conversations are nobody else's business.
    private static FileStream OpenPrivate(string path) => new(path, OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write }
        : new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
}
