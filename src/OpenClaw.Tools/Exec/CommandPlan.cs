using System.Collections.Immutable;
using OpenClaw.Domain.Approvals;

namespace OpenClaw.Tools.Exec;

/// <summary>A command line as far as it can be understood: its programs with their files, and whether they are on the list.</summary>
/// <param name="Text">The command line as the model wrote it.</param>
/// <param name="Programs">Path and arguments of each program; empty when the line is more than plain programs.</param>
/// <param name="IsListed">Whether every program is on the list, or only filters.</param>
/// <param name="Exact">The command line that runs exactly these programs; null when they are not known.</param>
internal sealed record CommandPlan(string Text, ImmutableArray<(string Path, ImmutableArray<string> Arguments)> Programs, bool IsListed, string? Exact)
{
    /// <summary>Looks at a command line.</summary>
    /// <param name="text">The command line.</param>
    /// <param name="folder">Where it would run.</param>
    /// <param name="path">The search path of programs.</param>
    /// <param name="allowlist">The agent's list.</param>
    /// <param name="hasOwnVariables">Whether the call sets variables, which may change what any program does.</param>
    public static CommandPlan Of(string text, string folder, string path, ImmutableArray<ExecAllowlistEntry> allowlist, bool hasOwnVariables)
    {
        if (!ShellCommand.TryParse(text, out var segments))
        {
            return new CommandPlan(text, [], false, null);
        }

        var programs = ImmutableArray.CreateBuilder<(string, ImmutableArray<string>)>(segments.Length);
        var exact = ImmutableArray.CreateBuilder<ShellSegment>(segments.Length);
        var isListed = !hasOwnVariables;
        foreach (var segment in segments)
        {
            if (Find(segment.Words[0], folder, path) is not { } program)
            {
                return new CommandPlan(text, [], false, null);
            }

            var arguments = segment.Words[1..];
            programs.Add((program, arguments));
            exact.Add(segment with { Words = segment.Words.SetItem(0, program) });
            isListed &= SafePrograms.OnlyFilters(program, arguments) || allowlist.Any(entry => entry.Matches(program, arguments));
        }

        return new CommandPlan(text, programs.ToImmutable(), isListed, ShellCommand.Write(exact.ToImmutable()));
    }

    /// <summary>What goes on the list when a person allows the command for ever: each program with exactly its arguments.</summary>
    public ImmutableArray<ExecAllowlistEntry> Remember(DateTimeOffset now) =>
    [
        .. Programs
            .Where(static program => !program.Path.Contains('*', StringComparison.Ordinal) && !SafePrograms.OnlyFilters(program.Path, program.Arguments))
            .Select(program => new ExecAllowlistEntry(Guid.NewGuid().ToString(), program.Path, program.Arguments)
            {
                Source = "allow-always",
                LastUsedCommand = Text.Length <= 500 ? Text : Text[..500],
                LastUsedAtMs = now.ToUnixTimeMilliseconds(),
                LastResolvedPath = program.Path,
            }),
    ];

    private static string? Find(string word, string folder, string path)
    {
        if (word.Contains('/', StringComparison.Ordinal))
        {
            var full = Path.GetFullPath(word, folder);
            return IsProgram(full) ? full : null;
        }

        // A relative part of the search path would make the meaning of a name depend on the folder.
        return path.Split(Path.PathSeparator)
            .Where(static part => part.StartsWith('/'))
            .Select(part => Path.GetFullPath(Path.Combine(part, word)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
