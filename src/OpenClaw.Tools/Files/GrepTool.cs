using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenClaw.Domain.AgentRuns;
using OpenClaw.Domain.Tools;

namespace OpenClaw.Tools.Files;

/// <summary><c>grep</c>: lines of text files by a regular expression.</summary>
internal sealed class GrepTool : ITool
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private const int MaxLineChars = 500;
    private const int MaxOutputChars = 50_000;
    private const int MaxContext = 20;

    // So much is searched in one call before it says that there is more.
    private const long MaxBytes = 512L * 1024 * 1024;

    /// <inheritdoc/>
    public ToolDefinition Definition { get; } = new(
        new ModelTool(
            "grep",
            "Search text files of the workspace by a regular expression, line by line. Answers path:line: text; .git, node_modules and binary files are left out.",
            """
            {"type":"object","required":["pattern"],"properties":{
            "pattern":{"type":"string","description":"Regular expression (no look-around, no back-references), or a plain text with literal"},
            "path":{"type":"string","description":"Folder or file to search, relative to the workspace or absolute"},
            "glob":{"type":"string","description":"Only files that match, such as *.ts"},
            "ignoreCase":{"type":"boolean"},
            "literal":{"type":"boolean","description":"Take the pattern as plain text"},
            "context":{"type":"integer","minimum":0,"description":"Lines to show before and after each match"},
            "limit":{"type":"integer","minimum":1,"description":"Matches at most, 100 when missing"}}}
            """),
        IsRepeatable: true,
        ToolGroups.Files);

    /// <inheritdoc/>
    public async ValueTask<ToolResult> InvokeAsync(ToolCall call, CancellationToken cancel)
    {
        var workspace = new Workspace(call.Options.Workspace);
        var start = workspace.Resolve(call.Arguments.OptionalText("path") ?? "");
        var pattern = PatternOf(call.Arguments);
        var filter = call.Arguments.OptionalText("glob") is { Length: > 0 } glob ? new GlobFilter(glob) : null;
        var context = call.Arguments.OptionalNumber("context", 0, MaxContext) ?? 0;
        var limit = Math.Min(call.Arguments.OptionalNumber("limit", 1, int.MaxValue) ?? DefaultLimit, MaxLimit);
        var walk = new FileWalk();
        var files = workspace.IsFolder(start) ? walk.Files(workspace, start, cancel) : [""];
        var output = new StringBuilder();
        var matches = 0;
        long searched = 0;
        foreach (var file in files)
        {
            cancel.ThrowIfCancellationRequested();
            if (file.Length > 0 && filter?.Matches(file) == false)
            {
                continue;
            }

            byte[] bytes;
            try
            {
                bytes = await workspace.ReadAsync(Path.Combine(start, file), cancel);
            }
            catch (ToolRefusalException) when (file.Length > 0)
            {
                continue; // Too large, gone or not to be read: the others still count.
            }

            if (FileText.IsBinary(bytes))
            {
                continue;
            }

            searched += bytes.Length;
            matches += Search(file.Length > 0 ? file : start, FileText.Decode(bytes), pattern, context, limit - matches, output);
            if (matches >= limit || output.Length > MaxOutputChars || searched > MaxBytes)
            {
                output.Append("[stopped here; narrow the search for more]");
                break;
            }
        }

        return ToolResult.Of(output.Length == 0 ? "No line matches." : output.ToString());
    }

    private static int Search(string file, string text, Regex pattern, int context, int limit, StringBuilder output)
    {
        var lines = text.Split('\n');
        var found = 0;
        var shownTo = -1;
        for (var i = 0; i < lines.Length && found < limit && output.Length <= MaxOutputChars; i++)
        {
            if (!pattern.IsMatch(lines[i]) || (i == lines.Length - 1 && lines[i].Length == 0))
            {
                continue;
            }

            found++;
            var from = Math.Max(shownTo + 1, i - context);
            if (context > 0 && shownTo >= 0 && from > shownTo + 1)
            {
                output.Append("--\n");
            }

            for (var j = from; j <= Math.Min(lines.Length - 1, i + context); j++)
            {
                var line = lines[j].AsSpan().TrimEnd('\r');
                output.Append(file).Append(j == i ? ':' : '-').Append(CultureInfo.InvariantCulture, $"{j + 1}").Append(j == i ? ": " : "- ");
                output.Append(line[..Math.Min(line.Length, MaxLineChars)]).Append(line.Length > MaxLineChars ? " ...\n" : "\n");
                shownTo = j;
            }
        }

        return found;
    }

    /// <summary>The pattern comes from a model: the engine without back-tracking takes time in proportion to the text, whatever the pattern.</summary>
    private static Regex PatternOf(ToolArguments arguments)
    {
        var pattern = arguments.Text("pattern");
        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (arguments.Flag("ignoreCase") ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(arguments.Flag("literal") ? Regex.Escape(pattern) : pattern, options, TimeSpan.FromSeconds(10));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new ToolRefusalException($"The pattern cannot be used: {exception.Message}");
        }
    }
}
