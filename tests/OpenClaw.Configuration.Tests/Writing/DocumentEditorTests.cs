using System.Text;
using System.Text.Json;
using OpenClaw.Configuration.Reading;
using OpenClaw.Configuration.Writing;

namespace OpenClaw.Configuration.Tests.Writing;

/// <summary>What is written is the difference, and nothing besides.</summary>
public sealed class DocumentEditorTests
{
    private const string File = """
        // my gateway
        {
          gateway: {
            mode: 'local', // never remote
            auth: { token: 'the-secret', mode: "token" },
          },
          /* models */
          agents: {
            list: [
              { id: "main" }, // the first
              { id: 'ops', name: 'Ops' }
            ],
          }
        }
        """;

    [Theory]
    [InlineData("""{"gateway":{"port":1234}}""", "    auth: { token: 'the-secret', mode: \"token\" },", "    auth: { token: 'the-secret', mode: \"token\" },\n    port: 1234,")]
    [InlineData("""{"gateway":{"mode":null}}""", "    mode: 'local', // never remote\n", " // never remote\n")]
    [InlineData("""{"gateway":{"auth":{"mode":null}}}""", "{ token: 'the-secret', mode: \"token\" }", "{ token: 'the-secret' }")]
    [InlineData("""{"gateway":{"auth":{"token":null}}}""", "{ token: 'the-secret', mode: \"token\" }", "{ mode: \"token\" }")]
    [InlineData("""{"gateway":{"auth":{"token":"new"}}}""", "'the-secret'", "\"new\"")]
    [InlineData("""{"gateway":{"auth":{"password":"p"}}}""", "mode: \"token\" }", "mode: \"token\", password: \"p\" }")]
    [InlineData("""{"agents":{"list":[{"id":"ops","name":"Operations"}]}}""", "'Ops'", "\"Operations\"")]
    [InlineData("""{"logging":{"level":"debug"}}""", "\n  }\n}", "\n  },\n  logging: {\n    \"level\": \"debug\"\n  }\n}")]
    public void A_patch_changes_its_own_place_and_leaves_the_rest_of_the_text(string patch, string before, string after)
    {
        Assert.Contains(before, File, StringComparison.Ordinal);
        Assert.Equal(File.Replace(before, after, StringComparison.Ordinal), Patched(File, patch));
    }

    [Fact]
    public void What_is_shown_and_sent_back_changes_nothing_and_no_secret_is_lost()
    {
        var shown = Masked(File);
        Assert.DoesNotContain("the-secret", shown, StringComparison.Ordinal);
        Assert.Equal(File, Edited(File, shown));
        Assert.Contains("'the-secret'", Edited(File, shown.Replace("\"local\"", "\"remote\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_that_moves_takes_its_secret_and_its_comment_along()
    {
        const string Text = """{ list: [ { id: "a", token: "A" /* of a */ }, { id: "b", token: "B" }, { id: "c", token: "C" } ] }""";
        var mark = Redaction.Mark;
        var edited = Edited(Text, $$"""{"list":[{"id":"c","token":"{{mark}}"},{"id":"a","token":"{{mark}}","name":"x"}]}""");
        Assert.Equal("""{"list":[{"id":"c","token":"C"},{"id":"a","token":"A","name":"x"}]}""", Plain(edited));
        Assert.Contains("/* of a */", edited, StringComparison.Ordinal);
    }

    [Fact]
    public void Masked_elements_without_an_id_keep_each_its_own_secret()
    {
        var mark = Redaction.Mark;
        Assert.Equal(
            """{"credentials":["A","B","C"],"list":[{"token":"D"},{"token":"E"},{"token":"F"}]}""",
            Plain(Edited(
                """{ credentials: ["A", "B"], list: [{ token: "D" }, { token: "E" }] }""",
                $$"""{"credentials":["{{mark}}","{{mark}}","C"],"list":[{"token":"{{mark}}"},{"token":"{{mark}}"},{"token":"F"}]}""")));
    }

    [Theory]
    [InlineData("http://user:hunter2@127.0.0.1:80/v1", true)]
    [InlineData("HTTPS://:hunter2@host/", true)]
    [InlineData("https://host/hook?x=1&token=hunter2", true)]
    [InlineData("wss://host/?api_key=hunter2", true)]
    [InlineData("Host=db;Username=openclaw;Password=hunter2", true)]
    [InlineData("http://127.0.0.1:80/v1", false)]
    [InlineData("https://host/a:b@c?tokens=5", false)]
    [InlineData("https://user@host/", false)]
    [InlineData("ask for the password= and go on", false)]
    public void A_text_that_holds_a_password_is_masked_whatever_its_name(string text, bool isMasked)
    {
        var file = $$"""{ baseUrl: "{{text}}", port: 1 }""";
        var shown = Masked(file);
        Assert.Equal(isMasked, shown.Contains(Redaction.Mark, StringComparison.Ordinal));
        Assert.Equal(file.Replace("port: 1", "port: 2", StringComparison.Ordinal), Edited(file, shown.Replace("\"port\":1", "\"port\":2", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_key_that_was_written_twice_is_removed_twice() =>
        Assert.Equal("""{"other":1}""", Plain(Patched("{ port: 1, other: 1, port: 2 }", """{"port":null}""")));

    [Theory]
    [InlineData("""{"list":["__OPENCLAW_REDACTED__"]}""")]
    [InlineData("""{"name":"__OPENCLAW_REDACTED__"}""")]
    [InlineData("""{"token":"__OPENCLAW_REDACTED__"}""")]
    [InlineData("""{"a":{"b":[{"password":"__OPENCLAW_REDACTED__"}]}}""")]
    public void A_mark_without_a_secret_behind_it_is_refused(string wanted) =>
        Assert.Contains(Redaction.Mark, Assert.Throws<ConfigurationEditException>(() => Edited("{ other: 1, token: null }", wanted)).Message, StringComparison.Ordinal);

    [Fact]
    public void Variables_and_includes_stay_as_they_are_written()
    {
        const string Text = """{ $include: "base.json", home: "${HOME}/x", gateway: { port: 1 } }""";
        var resolved = Node("""{ base: { a: 1, list: [1] }, home: "/home/user/x", gateway: { port: 1 } }""");
        Assert.Equal(
            Text.Replace("port: 1", "port: 2", StringComparison.Ordinal),
            DocumentEditor.Edit(new SourceText("f", Text), resolved, Node("""{ base: { a: 1, list: [1] }, home: "/home/user/x", gateway: { port: 2 } }""")));

        // What an included file says can be overridden here, but not removed, and lists only grow.
        Assert.Equal(
            """{"$include":"base.json","home":"${HOME}/x","gateway":{"port":1},"base":{"a":2}}""",
            Plain(DocumentEditor.Edit(new SourceText("f", Text), resolved, Node("""{ base: { a: 2, list: [1] }, home: "/home/user/x", gateway: { port: 1 } }"""))));
        foreach (var wanted in new[] { """{ base: { list: [1] }, home: "/home/user/x", gateway: { port: 1 } }""", """{ base: { a: 1, list: [2] }, home: "/home/user/x", gateway: { port: 1 } }""" })
        {
            Assert.Contains("included file", Assert.Throws<ConfigurationEditException>(() => DocumentEditor.Edit(new SourceText("f", Text), resolved, Node(wanted))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_is_wanted_is_what_the_file_says_afterwards_with_every_secret_in_its_place()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 3000; round++)
        {
            var text = RandomText(random);
            var shown = Masked(text);
            var wanted = Node(shown);
            for (var changes = random.Next(4); changes >= 0; changes--)
            {
                wanted = (ObjectNode)Change(random, wanted, 0);
            }

            var edited = DocumentEditor.Edit(new SourceText("f", text), Node(text), wanted);
            Assert.True(Json5Reader.TryRead(new SourceText("f", edited), out var after, out var error), $"round {round}: {error}\n{text}\n{edited}");
            Assert.Equal(Masked(Json(wanted)), Masked(edited));

            // Secrets that were not touched are the very ones; a member's secret is named after the member's path.
            Assert.All(SecretsOf(after, ""), secret => Assert.True(secret.Value == secret.Path || secret.Value.StartsWith("new-", StringComparison.Ordinal), $"round {round}: {secret}\n{text}\n{edited}"));
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        Append("", 0);
        return text.ToString();

        void Append(string path, int depth)
        {
            var broken = random.Next(3) > 0;
            text.Append('{');
            var count = random.Next(depth == 0 ? 1 : 0, 4);
            for (var i = 0; i < count; i++)
            {
                text.Append(broken ? "\n" + new string(' ', 2 * depth + 2) : " ");
                if (broken && random.Next(4) == 0)
                {
                    text.Append("// note ").Append(i).Append('\n').Append(new string(' ', 2 * depth + 2));
                }

                var name = $"k{i}";
                switch (random.Next(5))
                {
                    case 0:
                        text.Append('k').Append(i).Append("Token: '").Append(path).Append("/k").Append(i).Append("Token'");
                        break;
                    case 1 when depth < 3:
                        text.Append(name).Append(": ");
                        Append($"{path}/{name}", depth + 1);
                        break;
                    case 2:
                        text.Append('"').Append(name).Append("\": [1, /* two */ 2]");
                        break;
                    default:
                        text.Append(name).Append(random.Next(2) == 0 ? ": 'v' /* why */" : ": 0x10");
                        break;
                }

                text.Append(i < count - 1 || random.Next(2) == 0 ? "," : "");
            }

            text.Append(broken ? "\n" + new string(' ', 2 * depth) : " ").Append('}');
        }
    }

    private static ConfigNode Change(Random random, ConfigNode node, int depth)
    {
        if (node is not ObjectNode instance || (depth > 0 && random.Next(4) == 0))
        {
            return new StringNode(node.Position, $"new-{random.Next(100)}");
        }

        var members = instance.Members.ToList();
        switch (members.Count == 0 ? 0 : random.Next(3))
        {
            case 0:
                var name = random.Next(2) == 0 ? $"added{random.Next(5)}" : $"p{random.Next(5)}Password";
                members.RemoveAll(member => member.Name == name);
                members.Add(new ConfigMember(name, node.Position, random.Next(3) == 0 ? Node("""{ x: [ { y: "new-1" } ], "a b": {} }""") : new StringNode(node.Position, "new-value")));
                break;
            case 1:
                members.RemoveAt(random.Next(members.Count));
                break;
            default:
                var at = random.Next(members.Count);
                members[at] = members[at] with { Value = Change(random, members[at].Value, depth + 1) };
                break;
        }

        return new ObjectNode(node.Position, members);
    }

    private static IEnumerable<(string Path, string Value)> SecretsOf(ConfigNode node, string path) => node is not ObjectNode instance ? [] : instance.Members.SelectMany(member =>
        Redaction.IsSecretName(member.Name) && member.Value is StringNode { Value: var value }
            ? [($"{path}/{member.Name}", value)]
            : SecretsOf(member.Value, $"{path}/{member.Name}"));

    private static string Patched(string text, string patch) =>
        DocumentEditor.Edit(new SourceText("f", text), Node(text), (ObjectNode)MergePatch.Apply(Node(text), Node(patch), []));

    private static string Edited(string text, string wanted) => DocumentEditor.Edit(new SourceText("f", text), Node(text), Node(wanted));

    private static ObjectNode Node(string text) =>
        Json5Reader.TryRead(new SourceText("t", text), out var node, out var error) ? (ObjectNode)node : throw new InvalidOperationException(error.ToString());

    private static string Masked(string text) => Written(writer => Redaction.Write(writer, Node(text)));

    private static string Plain(string text) => Json(Node(text));

    private static string Json(ConfigNode node) => Written(node.WriteTo);

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
