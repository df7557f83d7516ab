using System.Text;
using OpenClaw.Configuration.Tests.Peers;

namespace OpenClaw.Configuration.Tests.Reading;

/// <summary>Our reader against npm's json5: the same texts are taken, the same are refused, and the values are equal.</summary>
public sealed class Json5PeerTests
{
    /// <summary>
    /// U+180E was a space separator until Unicode 6.3; json5 ships the old table, .NET the new one. No file has it.
    /// </summary>
    private static readonly HashSet<char> TableDifferences = ['\u180E'];

    [Fact]
    public async Task Agrees_with_json5_at_the_edges_of_the_grammar() => await AssertSameAsync(Json5Texts.Corpus);

    [Fact]
    public async Task Agrees_with_json5_on_mutated_texts()
    {
        var random = new Random(20261122);
        await AssertSameAsync([.. Enumerable.Range(0, 20_000).Select(_ => Mutate(random))]);
    }

    private static string Mutate(Random random)
    {
        const string Alphabet = "{}[]:,'\"\\/*\n\r +-.0123xXeEIfNa$_u\u2028\u00A0\uFEFFtrueflsn";
        var text = new StringBuilder(Json5Texts.Corpus[random.Next(Json5Texts.Corpus.Length)]);
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < text.Length:
                    text.Remove(at, 1);
                    break;
                case 1:
                    text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 2 when at < text.Length:
                    text[at] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                default:
                    text.Insert(at, Json5Texts.Corpus[random.Next(Json5Texts.Corpus.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    private static async Task AssertSameAsync(IReadOnlyList<string> texts)
    {
        texts = [.. texts.Where(text => Json5Peer.WellFormed(text) && !text.Any(TableDifferences.Contains))];
        var theirs = await Json5Peer.ParseAsync(texts);
        var differences = texts.Select((text, i) => (text, theirs: theirs[i], ours: Json5Peer.Ours(text)))
            .Where(row => row.ours != row.theirs)
            .Select(row => $"{System.Text.Json.JsonSerializer.Serialize(row.text)}: json5 {row.theirs ?? "refuses"}, ours {row.ours ?? "refuses"}")
            .Take(20).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
