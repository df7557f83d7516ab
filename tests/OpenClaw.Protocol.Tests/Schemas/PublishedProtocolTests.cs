using System.Text;
using OpenClaw.Protocol.Methods;
using Xunit.Abstractions;

namespace OpenClaw.Protocol.Tests.Schemas;

/// <summary>What the original's own published validators accept, this gateway accepts: its clients lose nothing.</summary>
public sealed class PublishedProtocolTests(ITestOutputHelper output)
{
    /// <summary>Narrower on purpose: kinds of cron jobs and payloads that this gateway does not have are refused when they are made, not when they run.</summary>
    private static readonly string[] s_narrower = ["cron.add"];

    [Fact]
    public async Task Params_that_the_published_validators_accept_are_accepted()
    {
        var methods = MethodTable.All.Select(method => method.Name).Except(s_narrower).ToList();
        var lines = (await NodeScript.RunAsync("published-params.mjs", methods, [])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var refused = new List<string>();
        foreach (var line in lines)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            Assert.True(MethodTable.TryGet(line[..tab], out var method));
            if (method.ValidateParams(Encoding.UTF8.GetBytes(line[(tab + 1)..])) is { } error)
            {
                refused.Add($"{method.InvalidParamsText(error)}: {line[(tab + 1)..][..Math.Min(200, line.Length - tab - 1)]}");
            }
        }

        output.WriteLine($"{lines.Length} params of {lines.Select(line => line.Split('\t')[0]).Distinct().Count()} methods");
        Assert.True(refused.Count == 0, $"{refused.Count} refused:\n{string.Join('\n', refused.Take(40))}");
        Assert.InRange(lines.Length, 500, 1_000_000);
    }
}
