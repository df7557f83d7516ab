using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpenClaw.Protocol.Generator.Models;

namespace OpenClaw.Protocol.Tests.Models;

/// <summary>The TypeScript models under TypeScript's own compiler, with the protocol's examples as values of their types.</summary>
public sealed class TypeScriptModelTests
{
    [Fact]
    public async Task They_compile_and_take_the_examples_of_the_protocol()
    {
        var program = new StringBuilder("import { closeCodes, methods, type Events, type MethodName, type Methods } from \"./openclaw-protocol\";\n");
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.ProtocolFolder, "examples", "good"), "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            var frame = document.RootElement;
            if (frame.GetProperty("type").GetString() == "req" && frame.TryGetProperty("params", out var parameters))
            {
                program.Append($"export const example{++count}: Methods[{frame.GetProperty("method").GetRawText()}][\"params\"] = {parameters.GetRawText()};\n");
            }
            else if (frame.GetProperty("type").GetString() == "event")
            {
                program.Append($"export const example{++count}: Events[{frame.GetProperty("event").GetRawText()}] = {frame.GetProperty("payload").GetRawText()};\n");
            }
        }

        Assert.True(count > 15, $"only {count} examples were used");
        program.Append("""
            export function call<M extends MethodName>(method: M, params: Methods[M]["params"]): Methods[M]["result"] { throw new Error(method + JSON.stringify(params)); }
            export const ok: boolean = call("wake", { text: "hi", mode: "now" }).ok;
            export const scope: string | null = methods["chat.send"].scope;
            export const changed: 4001 = closeCodes.authChanged;
            // @ts-expect-error a member that the method does not have
            call("device.pair.approve", { requestId: "x", loud: true });
            // @ts-expect-error a value outside the set
            call("wake", { text: "hi", mode: "later" });
            // @ts-expect-error a member that the method needs
            call("wake", { mode: "now" });
            // @ts-expect-error a method that there is not
            call("wake.up", {});

            """);

        var folder = Directory.CreateTempSubdirectory("openclaw-ts-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "openclaw-protocol.ts"), TypeScriptGenerator.Generate(Repository.Definition));
            await File.WriteAllTextAsync(Path.Combine(folder, "examples.ts"), program.ToString());
            var (exitCode, output) = await CompileAsync(folder);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> CompileAsync(string folder)
    {
        var compiler = Path.Combine(Repository.PeersFolder, "node_modules", "typescript", "bin", "tsc");
        using var process = Process.Start(new ProcessStartInfo(
            "node", [compiler, "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "examples.ts"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
