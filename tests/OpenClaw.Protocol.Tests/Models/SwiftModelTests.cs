using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenClaw.Protocol.Generator.Models;

namespace OpenClaw.Protocol.Tests.Models;

/// <summary>The Swift models: under Swift's compiler where there is one, and everywhere for names that do not exist.</summary>
public sealed partial class SwiftModelTests
{
    private static readonly HashSet<string> s_builtIn = ["String", "Int", "Double", "Bool", "JSONValue"];

    [Fact]
    public void Every_type_that_is_used_is_declared_once()
    {
        var text = SwiftGenerator.Generate(Repository.Definition);
        var declared = Declaration().Matches(text).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(declared.Count, declared.Distinct().Count());
        var used = Use().Matches(text).SelectMany(match => Word().Matches(match.Groups[1].Value)).Select(match => match.Value).ToHashSet();
        Assert.True(used.Count > 20, "the pattern finds the uses");
        Assert.Empty(used.Except(declared).Except(s_builtIn));
        Assert.Contains("public var `protocol`: Int", text, StringComparison.Ordinal);
    }

    [SwiftFact]
    public async Task They_compile()
    {
        var folder = Directory.CreateTempSubdirectory("openclaw-swift-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "OpenClawProtocol.swift"), SwiftGenerator.Generate(Repository.Definition));
            using var process = Process.Start(new ProcessStartInfo("swiftc", ["-typecheck", "-warnings-as-errors", "OpenClawProtocol.swift"])
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
            })!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"^public (?:struct|enum|typealias) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^    public var [\w`]+: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    private sealed class SwiftFactAttribute : FactAttribute
    {
        public SwiftFactAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, "swiftc"))))
            {
                Skip = "There is no swiftc on this machine's PATH.";
            }
        }
    }
}
