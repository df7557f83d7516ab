using System.Text;
using Akka.Configuration;
using OpenClaw.Fuzz.Driver;

namespace OpenClaw.Fuzz.Targets;

/// <summary>The runtime's configuration. Oracle: a configuration that was read, printed and read again prints the same.</summary>
public sealed class HoconTarget : FuzzTarget
{
    public override string Name => "hocon";

    public override IEnumerable<byte[]> Seeds => new[]
    {
        "akka { loglevel = INFO, actor { throughput = 30 } }\nakka.actor.provider = local",
        "a = [1, 2, ${b}]\nb = 3\nc = ${?missing}\nd += 4\ne = \"\"\"multi\nline\"\"\"",
        "# comment\n// other\nt : 5 seconds\ns = 10 MiB\n\"quoted.key\" { x = on }\nl = [{a:1},{a:2}]",
        "{\"json\":{\"is\":[\"hocon\",null,true,1.5]}}",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Dictionary { get; } = [.. new[]
    {
        "${", "${?", "}", "+=", "\"\"\"", "include", "#", "//", "[[[[[[", "{a{a{a{", "a.b.c", " = ", "null", "\\u0041", "10ms", "infinite", "\n",
    }.Select(Encoding.UTF8.GetBytes)];

    public override string Check(byte[] input)
    {
        Config config;
        try
        {
            config = ConfigurationFactory.ParseString(Encoding.UTF8.GetString(input));
        }
        catch (ConfigurationException refused)
        {
            return Kind(refused.Message);
        }

        var printed = config.ToString();
        string again;
        try
        {
            again = ConfigurationFactory.ParseString(printed).ToString();
        }
        catch (ConfigurationException refused)
        {
            throw new FuzzFindingException($"printed what it cannot read: {printed}: {refused.Message}");
        }

        return again == printed ? $"good {printed.Count(c => c == '\n') / 4}" : throw new FuzzFindingException($"{printed} became {again}");
    }
}
