using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Sessions;
using OpenClaw.Domain.Usage;
using OpenClaw.Persistence.Serialization;

namespace OpenClaw.Persistence.Tests;

/// <summary>The bytes of sessions and runs in the journal and its index. They outlive releases: a change here is a new manifest and an up-caster, not an update.</summary>
public sealed class SessionPayloadTests
{
    private const string Time = "\"2026-09-21T14:13:20.123+00:00\"";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);
    private static readonly SessionKey Key = SessionKey.Parse("agent:main:telegram:group:-100");
    private static readonly RunId Run = RunId.Parse("r1");
    private static readonly ModelRef Model = new("first", "vendor/large");
    private static readonly ModelUsage Usage = new(1, 2, 3, 4);

    private static readonly ImmutableArray<MessageContent> Content =
    [
        new MessageContent.Text("grüß dich"),
        new MessageContent.Thinking("hm"),
        new MessageContent.Image("image/png", new byte[] { 1, 2, 3 }),
        new MessageContent.ToolCall("c1", "look", """{"at":1}"""),
    ];

    private static readonly RunSpec Spec = new(Content[..1], RunOrigin.Chat, TimeSpan.FromSeconds(600)) { Lane = "cron", Model = "first/large", ExtraSystemPrompt = "be short" };

    private static readonly TranscriptMessage.Assistant Answer = new("m2", At, Run, Content, "openai-completions", Model, Usage, StopReason.ToolUse) { ResponseId = "resp" };

    private static readonly SessionSettings Settings = new() { Label = "cats", Model = "a/b", ThinkingLevel = "high", VerboseLevel = "full", ReasoningLevel = "on", SendPolicy = "deny" };

    private const string SpecJson =
        """{"input":[{"type":"text","text":"grüß dich"}],"origin":"Chat","timeoutMs":600000,"lane":"cron","model":"first/large","extraSystemPrompt":"be short"}""";

    private const string UsageJson = """{"input":1,"output":2,"cacheRead":3,"cacheWrite":4}""";

    private const string SettingsJson =
        """{"label":"cats","model":"a/b","thinkingLevel":"high","verboseLevel":"full","reasoningLevel":"on","sendPolicy":"deny"}""";

    private const string ContentJson =
        """[{"type":"text","text":"grüß dich"},{"type":"thinking","text":"hm"},{"type":"image","mimeType":"image/png","data":"AQID"},{"type":"toolCall","id":"c1","name":"look","arguments":"{\"at\":1}"}]""";

    private const string AnswerJson =
        $$"""{"role":"assistant","id":"m2","timestamp":{{Time}},"run":"r1","content":{{ContentJson}},"api":"openai-completions","model":"first/vendor/large","usage":{{UsageJson}},"stopReason":"ToolUse","responseId":"resp"}""";

    private const string LastJson =
        $$$"""{"run":"r0","outcome":{"kind":"timedOut","limitMs":1500},"startedAt":{{{Time}}},"endedAt":{{{Time}}},"model":"first/vendor/large","usage":{{{UsageJson}}}}""";

    private static readonly LastRun Last = new(RunId.Parse("r0"), new RunOutcome.TimedOut(TimeSpan.FromMilliseconds(1500)), At, At, Model, Usage);

    private static readonly SessionState State = new()
    {
        Key = Key,
        SessionId = "s1",
        LifecycleRevision = "v1",
        CreatedAt = At,
        UpdatedAt = At,
        Transcript = [new TranscriptMessage.User("m1", At, Run, Content[..1]), Answer],
        Active = new SessionRun(Run, Spec, At, At, Lives: 2, Resumes: 1),
        Waiting = [new SessionRun(RunId.Parse("r2"), Spec with { Timeout = Timeout.InfiniteTimeSpan, Model = null, ExtraSystemPrompt = null }, At, null)],
        Last = Last,
        Usage = Usage,
        Settings = Settings,
    };

    public static TheoryData<object, string, string> Payloads => new()
    {
        { new SessionEvent.Created(At, Key, "s1"), "session.created.v1", $$"""{"key":"agent:main:telegram:group:-100","sessionId":"s1","at":{{Time}}}""" },
        { new SessionEvent.RunAccepted(At, Run, Spec), "session.run-accepted.v1", $$"""{"run":"r1","spec":{{SpecJson}},"at":{{Time}}}""" },
        { new SessionEvent.RunStarted(At, Run, "m1"), "session.run-started.v1", $$"""{"run":"r1","messageId":"m1","at":{{Time}}}""" },
        {
            new SessionEvent.RunAccepted(At, Run, Spec with { Thinking = ThinkingEffort.High, ClientTools = [new ModelTool("look", "looks", "{}")] }),
            "session.run-accepted.v1",
            $$"""{"run":"r1","spec":{{SpecJson[..^1]}},"thinking":"High","clientTools":[{"name":"look","description":"looks","parameters":"{}"}]},"at":{{Time}}}"""
        },
        {
            new SessionEvent.RunAccepted(At, Run, Spec with { AnswerTo = new AnswerTo(Key, RunId.Parse("r9"), "counter") }),
            "session.run-accepted.v1",
            $$$"""{"run":"r1","spec":{{{SpecJson[..^1]}}},"answerTo":{"session":"agent:main:telegram:group:-100","run":"r9","label":"counter"}},"at":{{{Time}}}}"""
        },
        { new PendingAnswer(Run, Key, "42"), "run.answer.v1", """{"run":"r1","session":"agent:main:telegram:group:-100","text":"42"}""" },
        {
            new SessionEvent.RunAccepted(At, Run, Spec with { KeyOfVersion3 = "acp:1" }),
            "session.run-accepted.v1",
            $$"""{"run":"r1","spec":{{SpecJson[..^1]}},"keyOfVersion3":"acp:1"},"at":{{Time}}}"""
        },
        {
            new SessionEvent.RunAccepted(At, Run, Spec with { Queue = QueueMode.SteerBacklog }),
            "session.run-accepted.v1",
            $$"""{"run":"r1","spec":{{SpecJson[..^1]}},"queue":"SteerBacklog"},"at":{{Time}}}"""
        },
        {
            new SessionEvent.RunJoined(At, RunId.Parse("r2"), Run, "m1-1", IsShortened: true),
            "session.run-joined.v1",
            $$"""{"run":"r2","into":"r1","messageId":"m1-1","isShortened":true,"at":{{Time}}}"""
        },
        { new SessionEvent.RunResumed(At, Run), "session.run-resumed.v1", $$"""{"run":"r1","at":{{Time}}}""" },
        { new SessionEvent.RunSuspended(At, Run), "session.run-suspended.v1", $$"""{"run":"r1","at":{{Time}}}""" },
        {
            new SessionEvent.MessageAppended(At, new TranscriptMessage.User("m1", At, null, Content[..1])),
            "session.message-appended.v1",
            $$"""{"message":{"role":"user","id":"m1","timestamp":{{Time}},"content":[{"type":"text","text":"grüß dich"}]},"at":{{Time}}}"""
        },
        { new SessionEvent.MessageAppended(At, Answer), "session.message-appended.v1", $$"""{"message":{{AnswerJson}},"at":{{Time}}}""" },
        {
            new SessionEvent.MessageAppended(At, new TranscriptMessage.ToolResult("m3", At, Run, "c1", "look", [new MessageContent.Text("no")], IsError: true)),
            "session.message-appended.v1",
            $$"""{"message":{"role":"toolResult","id":"m3","timestamp":{{Time}},"run":"r1","content":[{"type":"text","text":"no"}],"toolCallId":"c1","toolName":"look","isError":true},"at":{{Time}}}"""
        },
        {
            new SessionEvent.RunEnded(At, Run, new RunOutcome.Failed(ModelErrorKind.RateLimited, "slow down", TimeSpan.FromSeconds(2)), Usage, Model),
            "session.run-ended.v1",
            $$"""{"run":"r1","outcome":{"kind":"failed","error":"RateLimited","message":"slow down","retryAfterMs":2000},"usage":{{UsageJson}},"model":"first/vendor/large","at":{{Time}}}"""
        },
        { new SessionEvent.Patched(At, Settings), "session.patched.v1", $$"""{"settings":{{SettingsJson}},"at":{{Time}}}""" },
        { new SessionEvent.Reset(At, "v2"), "session.reset.v1", $$"""{"lifecycleRevision":"v2","at":{{Time}}}""" },
        {
            new SessionEvent.Compacted(At, "sums", 4, Model, Usage), "session.compacted.v1", $$"""{"summary":"sums","messages":4,"usage":{{UsageJson}},"at":{{Time}},"model":"first/vendor/large"}"""
        },
        {
            new SessionEvent.Imported(At, At, [new TranscriptMessage.User("m1", At, null, [new MessageContent.Text("hi")])]),
            "session.imported.v1",
            $$"""{"messages":[{"role":"user","id":"m1","timestamp":{{Time}},"content":[{"type":"text","text":"hi"}]}],"lastActivity":{{Time}},"at":{{Time}}}"""
        },
        { new SessionEvent.Deleted(At), "session.deleted.v1", $$"""{"at":{{Time}}}""" },
        {
            State,
            "session.snapshot.v1",
            $$$"""{"key":"agent:main:telegram:group:-100","sessionId":"s1","lifecycleRevision":"v1","createdAt":{{{Time}}},"updatedAt":{{{Time}}},"transcript":[{"role":"user","id":"m1","timestamp":{{{Time}}},"run":"r1","content":[{"type":"text","text":"grüß dich"}]},{{{AnswerJson}}}],"active":{"run":"r1","spec":{{{SpecJson}}},"acceptedAt":{{{Time}}},"startedAt":{{{Time}}},"lives":2,"resumes":1},"waiting":[{"run":"r2","spec":{"input":[{"type":"text","text":"grüß dich"}],"origin":"Chat","timeoutMs":-1,"lane":"cron"},"acceptedAt":{{{Time}}},"lives":0,"resumes":0}],"last":{{{LastJson}}},"usage":{{{UsageJson}}},"settings":{{{SettingsJson}}}}"""
        },
        {
            SessionIndexRow.Of(State),
            "session.row.v1",
            $$$"""{"key":"agent:main:telegram:group:-100","sessionId":"s1","lifecycleRevision":"v1","createdAt":{{{Time}}},"updatedAt":{{{Time}}},"settings":{{{SettingsJson}}},"usage":{{{UsageJson}}},"runs":["r1","r2"],"runningSince":{{{Time}}},"last":{{{LastJson}}},"title":"grüß dich","messageCount":2,"lastText":"grüß dich"}"""
        },
        {
            new SessionPreviewRow([new SessionPreviewLine("user", "hi")]), "session.preview.v1", """{"lines":[{"role":"user","text":"hi"}]}"""
        },
        {
            new LedgerEntry(Run, Key, At, At, new RunReport(new RunOutcome.Aborted("rpc"), "half") { SessionId = "s1", StartedAt = At, Usage = Usage, Model = Model, Api = "x", ResponseId = "resp" }),
            "run.ledger-entry.v1",
            $$$"""{"run":"r1","session":"agent:main:telegram:group:-100","acceptedAt":{{{Time}}},"endedAt":{{{Time}}},"report":{"outcome":{"kind":"aborted","reason":"rpc"},"text":"half","sessionId":"s1","startedAt":{{{Time}}},"usage":{{{UsageJson}}},"model":"first/vendor/large","api":"x","responseId":"resp"}}"""
        },
        {
            new LedgerEntry(Run, Key, At, At, RunReport.Without(new RunOutcome.Completed(StopReason.Length))),
            "run.ledger-entry.v1",
            $$$$"""{"run":"r1","session":"agent:main:telegram:group:-100","acceptedAt":{{{{Time}}}},"endedAt":{{{{Time}}}},"report":{"outcome":{"kind":"completed","reason":"Length"},"text":"","usage":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0}}}"""
        },
        { new LedgerEntry(Run, Key, At, null, null), "run.ledger-entry.v1", $$"""{"run":"r1","session":"agent:main:telegram:group:-100","acceptedAt":{{Time}}}""" },
        {
            new UsageRow(Run, Key, Model, Usage, At)
            {
                Counts = new RunCounts { Channel = "telegram", Duration = TimeSpan.FromMilliseconds(1500), User = 1, Assistant = 2, ToolResults = 3, Errors = 1, Tools = RunCounts.None.Tools.Add("look", 3) },
            },
            "usage.row.v1",
            $$$"""{"run":"r1","session":"agent:main:telegram:group:-100","model":"first/vendor/large","tokens":{{{UsageJson}}},"at":{{{Time}}},"counts":{"channel":"telegram","user":1,"assistant":2,"toolResults":3,"errors":1,"tools":{"look":3},"durationMs":1500}}"""
        },
        {
            new UsageRow(Run, Key, Model, Usage, At), "usage.row.v1",
            $$$"""{"run":"r1","session":"agent:main:telegram:group:-100","model":"first/vendor/large","tokens":{{{UsageJson}}},"at":{{{Time}}}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Payloads), DisableDiscoveryEnumeration = true)]
    public void Stored_bytes_are_these_and_read_back_as_what_was_written(object payload, string manifest, string json)
    {
        var (written, bytes) = GatewayPayloads.Registry.Serialize(payload);
        var read = GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(json));

        Assert.Equal(manifest, written);
        Assert.Equal(json, Encoding.UTF8.GetString(bytes));

        // What holds lists has no equality of its own: it is the same when it is written the same.
        Assert.Equal(payload.GetType(), read.GetType());
        Assert.Equal(json, Encoding.UTF8.GetString(GatewayPayloads.Registry.Serialize(read).Bytes));
    }

    [Theory]
    [InlineData("session.message-appended.v1", """{"message":{"role":"oracle","id":"m","timestamp":"2026-09-21T14:13:20+00:00","content":[]},"at":"2026-09-21T14:13:20+00:00"}""")]
    [InlineData("session.run-ended.v1", """{"run":"r","outcome":{"kind":"vanished"},"usage":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0},"at":"2026-09-21T14:13:20+00:00"}""")]
    [InlineData("session.run-ended.v1", """{"run":"r","outcome":{"kind":"completed","reason":"7"},"usage":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0},"at":"2026-09-21T14:13:20+00:00"}""")]
    [InlineData("session.created.v1", """{"key":"agent::","sessionId":"s","at":"2026-09-21T14:13:20+00:00"}""")]
    public void What_only_a_newer_version_knows_is_refused(string manifest, string json) =>
        Assert.Throws<JsonException>(() => GatewayPayloads.Registry.Deserialize(manifest, Encoding.UTF8.GetBytes(json)));
}
