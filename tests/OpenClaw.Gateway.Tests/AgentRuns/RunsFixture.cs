using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Configuration.Schema;
using OpenClaw.Domain.Access;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Journal;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Tools;
using OpenClaw.Gateway.AgentRuns;
using OpenClaw.Gateway.Agents;
using OpenClaw.Gateway.Broadcast;
using OpenClaw.Gateway.Channels;
using OpenClaw.Gateway.Chat;
using OpenClaw.Gateway.Chat.Commands;
using OpenClaw.Gateway.Connections;
using OpenClaw.Gateway.Models;
using OpenClaw.Gateway.Sessions;
using OpenClaw.Gateway.Usage;
using OpenClaw.Persistence.Serialization;
using OpenClaw.Persistence.Sql;
using OpenClaw.Protocol.Errors;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Gateway.Tests.AgentRuns;

/// <summary>
/// Sessions and runs as they stand in the gateway, with a scripted model behind them and a recorder in place of connections and broadcast: what the
/// one connection would have sent, in order.
/// </summary>
public abstract class RunsFixture : IAsyncLifetime
{
    private readonly Channel<WireFrame> _wire = Channel.CreateUnbounded<WireFrame>();
    private readonly List<WireFrame> _seen = [];
    private readonly List<WireFrame> _unclaimed = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("openclaw-runs-");
    private SqlPersistence _journal = null!;
    private ActorSystem _system = null!;
    private IActorRef _connection = null!;
    private readonly Dictionary<string, MethodInfo> _asked = [];
    private MethodRegistry _methods = null!;

    internal static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    internal ScriptedCatalog Catalog { get; } = new();

    internal ScriptedModel Model => Catalog["first"];

    internal IActorRef Sessions { get; private set; } = null!;

    /// <summary>What the connection may do.</summary>
    internal ScopeSet Scopes { get; set; } = ScopeSet.All;

    /// <summary>Everything received so far.</summary>
    internal IReadOnlyList<WireFrame> Seen => _seen;

    internal virtual AgentRunOptions Options => new()
    {
        AssistantInterval = TimeSpan.FromMilliseconds(1),
        ChatInterval = TimeSpan.FromMilliseconds(1),
        Retry = new ModelRetry(0, TimeSpan.Zero, TimeSpan.Zero),
        SessionBackoff = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)),
    };

    /// <summary>What becomes of a chat message that comes during a run.</summary>
    internal virtual QueueMode Queue => QueueMode.Followup;

    /// <summary>The clock of sessions and runs.</summary>
    internal virtual TimeProvider Time => TimeProvider.System;

    /// <summary>Where the methods for usage read.</summary>
    internal virtual IStateIndex UsageIndex(IStateIndex stored) => stored;

    /// <summary>What runs may call.</summary>
    internal virtual IToolHost Tools => NoTools.Instance;

    internal virtual GatewayConfiguration Configuration { get; set; } = new()
    {
        Agents = new AgentsBlock { Defaults = new AgentDefaultsBlock { Model = new ModelChoice { Primary = "first/large", Fallbacks = ["second/small"] } } },
    };

    public Task InitializeAsync()
    {
        Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The process ends and another one begins: actors and callers are gone, what was stored is there.</summary>
    /// <param name="orderly">Whether the gateway was told to stop; else it was killed.</param>
    internal async Task RestartAsync(bool orderly = false)
    {
        if (orderly)
        {
            using var stopped = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var watch = Sessions.WatchAsync(stopped.Token);
            Sessions.Tell(SessionsProtocol.Drain.Instance);
            Assert.True(await watch, "the sessions did not drain");
        }

        await StopAsync();
        Start();
    }

    /// <summary>The process dies behind the commit of what a session decides, and before anybody is told; then it begins anew.</summary>
    internal async Task CrashBehindAsync(string persistenceId, Func<SessionState, (SessionDecision Decision, IReadOnlyList<IndexChange> Rows)> decide)
    {
        await StopAsync();
        var journal = OpenJournal();
        var system = ActorSystem.Create("writer", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(SqlPersistence.PluginConfig), journal));
        await WriteAsync(system, persistenceId, decide);
        await system.Terminate().WaitAsync(Deadline);
        await journal.DisposeAsync();
        Start();
    }

    /// <summary>A write that was given up, and its caller refused, is stored after all; its session has no actor at that moment.</summary>
    internal Task StoreLateAsync(string persistenceId, Func<SessionState, (SessionDecision Decision, IReadOnlyList<IndexChange> Rows)> decide) => WriteAsync(_system, persistenceId, decide);

    private static async Task WriteAsync(ActorSystem system, string persistenceId, Func<SessionState, (SessionDecision Decision, IReadOnlyList<IndexChange> Rows)> decide)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        system.ActorOf(Props.Create(() => new Writer(persistenceId, decide, written)));
        await written.Task.WaitAsync(Deadline);
    }

    /// <summary>From now on no event can be written.</summary>
    internal void BreakStore() => Execute("ALTER TABLE index_rows RENAME TO index_rows_away");

    /// <summary>Events can be written again.</summary>
    internal void MendStore() => Execute("ALTER TABLE index_rows_away RENAME TO index_rows");

    /// <summary>From now on snapshots stay, as if the process had ended before they could be deleted.</summary>
    internal void KeepSnapshots() => Execute("CREATE TRIGGER keep BEFORE DELETE ON snapshots BEGIN SELECT RAISE(IGNORE); END");

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "journal.sqlite")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task StopAsync()
    {
        await _system.Terminate().WaitAsync(Deadline);
        await _journal.DisposeAsync().AsTask().WaitAsync(Deadline);
    }

    private void Start()
    {
        _journal = OpenJournal();
        _system = ActorSystem.Create("runs", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(SqlPersistence.PluginConfig), _journal));
        _connection = _system.ActorOf(Props.Create(() => new Recorder(_wire.Writer)), "connection");
        var broadcast = _system.ActorOf(Props.Create(() => new BroadcastRecorder(_wire.Writer)), "broadcast");
        var agents = new AgentDirectory(() => Configuration.Agents, Catalog);
        var services = new RunServices(Catalog, agents, broadcast, Options, Time, NullLoggerFactory.Instance)
        {
            Index = _journal.Index,
            Tools = Tools,
        };
        Sessions = _system.ActorOf(SessionsActor.Props(services), "sessions");
        var commands = _system.ActorOf(SlashCommandsActor.Props(new CommandServices(broadcast, agents, Catalog, TimeProvider.System, "1.2.3", static () => TimeSpan.FromMinutes(90))), "commands");
        _methods = MethodRegistry.Of(
        [
            new AgentMethods(Sessions, agents, Options),
            new ChatMethods(Sessions, agents, Catalog, Options, commands, Queue),
            new SessionMethods(Sessions, agents, Catalog),
            new SessionCreationMethods(Sessions, agents, Catalog, Options, Queue),
            new SessionTransferMethods(Sessions, agents, Time),
            new AgentsMethods(agents, "main", "per-sender"),
            new ModelMethods(Catalog, agents, TimeProvider.System),
            new SendMethods(),
            new UsageMethods(UsageIndex(_journal.Index), Catalog, Time, NullLogger<UsageMethods>.Instance),
        ]);
    }

    private SqlPersistence OpenJournal() => SqlPersistence.Sqlite(Path.Combine(_folder.FullName, "journal.sqlite"), GatewayPayloads.Registry, TimeProvider.System);

    /// <summary>Sends a request as the connection would hand it over: valid params, one handler.</summary>
    internal void Call(string method, string id, object? parameters = null, int protocol = 4)
    {
        var json = parameters is string text ? text : JsonSerializer.Serialize(parameters ?? new { });
        Assert.True(MethodTable.TryGet(method, out var info), $"the protocol has no method {method}");
        Assert.Null(info.ValidateParams(Encoding.UTF8.GetBytes(json)));
        Assert.True(_methods.TryGet(info, out var registered), $"{method} is not registered");
        _asked[id] = info;
        registered.Handler(new TestCall(method, json, Caller(protocol) with { Scopes = Scopes }, new ReplyTo(_connection, id, new WireOutbound(_wire.Writer)), _wire.Writer));
    }

    /// <summary>Where an answer goes, as if it were to a request for <paramref name="method"/>.</summary>
    internal ReplyTo ReplyTo(string id, string method)
    {
        Assert.True(MethodTable.TryGet(method, out var info), $"the protocol has no method {method}");
        _asked[id] = info;
        return new ReplyTo(_connection, id, new WireOutbound(_wire.Writer));
    }

    internal void StartAgent(string run, string message, string? session = null, int? timeoutSeconds = null, string? id = null)
    {
        var parameters = new Dictionary<string, object> { ["message"] = message, ["idempotencyKey"] = run };
        if (session is not null)
        {
            parameters["sessionKey"] = session;
        }

        if (timeoutSeconds is not null)
        {
            parameters["timeout"] = timeoutSeconds;
        }

        Call(MethodNames.Agent, id ?? $"req-{run}", parameters);
    }

    internal void SendChat(string run, string message, string session = "main", string? id = null) =>
        Call(MethodNames.ChatSend, id ?? $"req-{run}", new { sessionKey = session, message, idempotencyKey = run });

    /// <summary>
    /// Takes the first frame that matches and was not taken yet, and waits for it if need be. Answers and events take different ways, so a test that
    /// cares for their order looks at <see cref="Seen"/>.
    /// </summary>
    internal async Task<WireFrame> ExpectAsync(Func<WireFrame, bool> matches, string what)
    {
        if (_unclaimed.Find(frame => matches(frame)) is { } earlier)
        {
            _unclaimed.Remove(earlier);
            return earlier;
        }

        var deadline = Deadline;
        try
        {
            while (true)
            {
                var frame = await _wire.Reader.ReadAsync(deadline);
                _seen.Add(frame);
                Validate(frame);
                if (matches(frame))
                {
                    return frame;
                }

                _unclaimed.Add(frame);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{what} did not come; seen: {string.Join(", ", _seen.Select(static frame => frame.ToString()))}");
            throw;
        }
    }

    internal Task<WireFrame> ExpectResponseAsync(string id) => ExpectAsync(frame => frame.Kind == "res" && frame.Name == id, $"a response to {id}");

    internal Task<WireFrame> ExpectFinalAsync(string id) => ExpectAsync(
        frame => frame.Kind == "res" && frame.Name == id && frame.Text("status") != "accepted", $"the final response to {id}");

    internal Task<WireFrame> ExpectChatAsync(string run, string state) => ExpectAsync(
        frame => frame.Name == EventNames.Chat && frame.Text("runId") == run && frame.Text("state") == state, $"chat {state} of {run}");

    internal async Task<WireFrame> CallAsync(string method, object? parameters = null, int protocol = 4)
    {
        var id = $"call-{Guid.NewGuid():N}";
        Call(method, id, parameters, protocol);
        return await ExpectResponseAsync(id);
    }

    /// <summary>Events of a run, in order.</summary>
    internal IReadOnlyList<WireFrame> EventsOf(string run, string name) =>
        [.. _seen.Where(frame => frame.Kind == "event" && frame.Name == name && frame.Text("runId") == run)];

    internal static Caller Caller(int protocol) => new(
        ConnectionId.New(), protocol, Role.Operator, ScopeSet.All, "gateway-client", "backend", null, null, ImmutableHashSet<string>.Empty, true);

    /// <summary>Every payload is what the protocol's schema says.</summary>
    private void Validate(WireFrame frame)
    {
        if (frame.Kind == "res" && frame.Error is null)
        {
            var error = _asked[frame.Name].ResultSchema.Validate(frame.Raw.Span);
            Assert.True(error is null, $"{_asked[frame.Name]}: {error}: {Encoding.UTF8.GetString(frame.Raw.Span)}");
        }

        if (frame.Kind == "event")
        {
            Assert.True(EventTable.TryGet(frame.Name, out var info), $"the protocol has no event {frame.Name}");
            var error = info.PayloadSchema.Validate(frame.Raw.Span);
            Assert.True(error is null, $"{frame.Name}: {error}: {Encoding.UTF8.GetString(frame.Raw.Span)}");
        }
    }

    private sealed class Recorder : ReceiveActor
    {
        public Recorder(ChannelWriter<WireFrame> wire)
        {
            // Those that are sent already came by the way out.
            Receive<MethodReply.Accepted>(static reply => reply.IsSent, static _ => { });
            Receive<MethodReply.Completed>(static reply => reply.IsSent, static _ => { });
            Receive<MethodReply.Completed>(reply => wire.TryWrite(WireFrame.Response(reply.RequestId, reply.Payload)));
            Receive<MethodReply.Failed>(reply => wire.TryWrite(WireFrame.Failure(reply.RequestId, reply.Error)));
        }
    }

    private sealed class WireOutbound(ChannelWriter<WireFrame> wire) : IOutbound
    {
        public long BufferedBytes => 0;

        public bool TryEnqueue(OutboundFrame frame)
        {
            using var document = JsonDocument.Parse(new byte[][] { frame.Head.ToArray(), frame.Payload.ToArray(), frame.Tail.ToArray() }.SelectMany(static part => part).ToArray());
            return wire.TryWrite(WireFrame.Response(document.RootElement.GetProperty("id").GetString()!, frame.Payload));
        }

        public void SetInboundLimit(int maxFrameBytes) => throw new NotSupportedException();

        public void StartTicks(TimeSpan interval) => throw new NotSupportedException();

        public void Complete(int closeCode, string reason, OutboundFrame? lastFrame = null) => throw new NotSupportedException();

        public void Abort() => throw new NotSupportedException();
    }

    // Writes into a session's journal what its actor would.
    private sealed class Writer : ReceivePersistentActor
    {
        private SessionState _state = SessionState.Empty;

        public Writer(string persistenceId, Func<SessionState, (SessionDecision Decision, IReadOnlyList<IndexChange> Rows)> decide, TaskCompletionSource written)
        {
            PersistenceId = persistenceId;
            Recover<SessionEvent>(happened => _state = _state.Apply(happened));
            Recover<SnapshotOffer>(offer => _state = (SessionState)offer.Snapshot);
            Recover<RecoveryCompleted>(_ =>
            {
                var (decision, rows) = decide(_state);
                _state = decision.Events.Aggregate(_state, static (state, happened) => state.Apply(happened));
                var own = new IndexChange(SessionIndexRow.Collection, _state.Key.Value, SessionIndexRow.Of(_state));
                var last = decision.Events.Length - 1;
                PersistAll(decision.Events.Select((happened, i) => i == last ? new IndexedEvent(happened, [own, .. rows]) : (object)happened), static _ => { });
                Defer(written, static toTell => toTell.SetResult());
            });
        }

        public override string PersistenceId { get; }
    }

    private sealed class BroadcastRecorder : ReceiveActor
    {
        public BroadcastRecorder(ChannelWriter<WireFrame> wire)
        {
            Receive<BroadcastProtocol.Publish>(publish => wire.TryWrite(WireFrame.Event(publish.Event, publish.Payload)));
            Receive<BroadcastProtocol.Relay>(relay => relay.Target.Tell(relay.Message));
        }
    }

    private sealed class TestCall(string method, string json, Caller caller, ReplyTo replyTo, ChannelWriter<WireFrame> wire) : MethodCall
    {
        public override string Method => method;

        public override Caller Caller => caller;

        public override ReadOnlyMemory<byte> Params { get; } = Encoding.UTF8.GetBytes(json);

        public override ReplyTo ReplyTo => replyTo;

        public override void Succeed(ReadOnlyMemory<byte> payloadJson) => wire.TryWrite(WireFrame.Response(replyTo.RequestId, payloadJson));

        public override void Fail(ProtocolError error) => wire.TryWrite(WireFrame.Failure(replyTo.RequestId, error));
    }
}

/// <summary>One frame that the client would see.</summary>
/// <param name="Kind"><c>res</c>, <c>error</c> or <c>event</c>.</param>
/// <param name="Name">The request's id, or the event's name.</param>
/// <param name="Payload">What it carries; empty for an error.</param>
/// <param name="Error">For an error.</param>
/// <param name="Raw">The payload's bytes.</param>
internal sealed record WireFrame(string Kind, string Name, JsonElement Payload, ProtocolError? Error, ReadOnlyMemory<byte> Raw)
{
    public static WireFrame Response(string id, ReadOnlyMemory<byte> payload) => new("res", id, Parse(payload), null, payload);

    public static WireFrame Failure(string id, ProtocolError error) => new("res", id, Parse("{}"u8.ToArray()), error, default);

    public static WireFrame Event(string name, ReadOnlyMemory<byte> payload) => new("event", name, Parse(payload), null, payload);

    public JsonElement this[string path]
    {
        get
        {
            var current = Payload;
            foreach (var step in path.Split('.'))
            {
                current = int.TryParse(step, out var index) ? current[index] : current.GetProperty(step);
            }

            return current;
        }
    }

    public string? Text(string name) =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public override string ToString() => $"{Kind} {Name} {Text("status") ?? Text("state") ?? Text("stream") ?? Error?.Code}";

    private static JsonElement Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json).RootElement;
}
