using System.Text.Json;
using OpenClaw.Client;
using OpenClaw.Interop.Tests.Processes;

namespace OpenClaw.Interop.Tests;

/// <summary>What every client must see of an agent run, whatever language it is written in.</summary>
internal static class RunAssertions
{
    /// <summary>Runs one turn and checks both answers and everything between them. Returns the final text.</summary>
    public static async Task<string> RunTurnAsync(PeerProcess peer, string sessionKey, string message)
    {
        var runId = $"run-{Guid.NewGuid():N}";
        var final = await peer.CallAsync("agent", new { message, sessionKey, idempotencyKey = runId }, final: true);

        Assert.Equal(runId, final.String("runId"));
        Assert.Equal("ok", final.String("status"));
        Assert.NotNull(final.String("summary"));
        var text = final.Property("result").Items("payloads").First().String("text");
        Assert.NotNull(text);

        var lines = peer.Lines;
        var accepted = Index(lines, line => line.String("kind") == "accepted" && line.Property("payload").String("runId") == runId);
        var answered = Index(lines, line => line.String("kind") == "result" && line.Property("payload").String("runId") == runId);
        Assert.True(accepted >= 0 && accepted < answered, "the first answer must come before the second");
        Assert.Equal("accepted", lines[accepted].Property("payload").String("status"));

        var events = lines.Select((line, index) => (Line: line, Index: index))
            .Where(item => item.Line.String("kind") == "event" && item.Line.String("event") == "agent" && item.Line.Property("payload").String("runId") == runId).ToList();
        Assert.All(events, item => Assert.InRange(item.Index, accepted + 1, answered - 1));
        AssertStream(events.ConvertAll(static item => item.Line.Property("payload")), text);
        AssertNoHoles(lines);
        return text;
    }

    /// <summary>Frame sequence numbers of one connection are contiguous.</summary>
    public static void AssertNoHoles(IReadOnlyList<JsonElement> lines)
    {
        var sequences = lines.Where(static line => line.String("kind") == "event").Select(static line => line.Int64("seq")).OfType<long>().ToList();
        for (var i = 1; i < sequences.Count; i++)
            Assert.Equal(sequences[i - 1] + 1, sequences[i]);
        Assert.DoesNotContain(lines, static line => line.String("kind") == "gap");
    }

    private static void AssertStream(List<JsonElement> events, string text)
    {
        var sequences = events.ConvertAll(static payload => payload.Int64("seq") ?? -1);
        Assert.Equal(sequences.Order().Distinct(), sequences);
        var lifecycle = events.Where(static payload => payload.String("stream") == "lifecycle").Select(static payload => payload.Property("data").String("phase")).ToList();
        Assert.Equal("start", lifecycle[0]);
        Assert.Equal("end", lifecycle[^1]);
        var deltas = events.Where(static payload => payload.String("stream") == "assistant").Select(static payload => payload.Property("data").String("delta")).ToList();
        Assert.NotEmpty(deltas);
        Assert.Equal(text, string.Concat(deltas));
        Assert.Equal(text, events.Last(static payload => payload.String("stream") == "assistant").Property("data").String("text"));
    }

    private static int Index(IReadOnlyList<JsonElement> lines, Func<JsonElement, bool> predicate)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (predicate(lines[i]))
                return i;
        }

        return -1;
    }
}
