using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Gateway.AgentRuns;

namespace OpenClaw.Gateway.Tests.AgentRuns;

public sealed class RunOutputTests
{
    [Fact]
    public void Any_pieces_of_any_text_are_the_text_again_as_JSON() => Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), pieces =>
    {
        var output = new RunOutput();
        var whole = new StringBuilder();
        foreach (var piece in pieces)
        {
            output.Append(piece ?? "");
            whole.Append(piece);
        }

        var json = $"\"{Encoding.UTF8.GetString(output.All)}\"";
        return output.ToString() == whole.ToString()
            && JsonDocument.Parse(json).RootElement.GetString() == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(whole.ToString().TrimEnd(HighSurrogates)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_character_split_between_pieces_stays_whole()
    {
        var output = new RunOutput();
        output.Append("a\ud83d");
        var before = output.Length;
        output.Append("\ude00b");

        Assert.Equal(1, before);
        Assert.Equal("a😀b", Read(output.All));
        Assert.Equal("😀b", Read(output.Since(before)));
    }

    private static string? Read(ReadOnlySpan<byte> escaped) => JsonDocument.Parse($"\"{Encoding.UTF8.GetString(escaped)}\"").RootElement.GetString();

    private static char[] HighSurrogates { get; } = [.. Enumerable.Range(0xD800, 0x400).Select(static i => (char)i)];
}
