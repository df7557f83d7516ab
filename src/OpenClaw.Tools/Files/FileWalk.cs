namespace OpenClaw.Tools.Files;

/// <summary>Walks a folder's files, links not followed and the usual masses left out.</summary>
internal sealed class FileWalk
{
    private const int MaxFiles = 200_000;
    private const int MaxDepth = 64;

    // What versions control keeps and what package managers unpack drowns every search.
    private static readonly HashSet<string> s_skipped = new(StringComparer.Ordinal) { ".git", "node_modules" };

    /// <summary>Whether the walk ended before everything was seen.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The files, as paths relative to the start, each folder's in order of their names.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="start">Where to begin, relative to the workspace.</param>
    /// <param name="cancel">Ends the walk.</param>
    public IEnumerable<string> Files(Workspace workspace, string start, CancellationToken cancel)
    {
        var folders = new Stack<(string Relative, int Depth)>();
        folders.Push(("", 0));
        var count = 0;
        while (folders.TryPop(out var next))
        {
            cancel.ThrowIfCancellationRequested();
            List<FolderEntry> entries;
            try
            {
                using var folder = workspace.OpenFolder(Path.Combine(start, next.Relative), followLinks: next.Depth == 0);
                entries = [.. FolderEntries.Of(folder)];
            }
            catch (ToolRefusalException) when (next.Depth > 0)
            {
                continue; // It went away, or became a link, while we walked.
            }

            entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            foreach (var entry in entries.Where(static entry => !entry.IsFolder && !entry.IsLink))
            {
                if (++count > MaxFiles)
                {
                    IsCut = true;
                    yield break;
                }

                yield return Path.Combine(next.Relative, entry.Name);
            }

            foreach (var entry in entries.Where(static entry => entry.IsFolder && !s_skipped.Contains(entry.Name)).Reverse())
            {
                if (next.Depth == MaxDepth)
                {
                    IsCut = true;
                    break;
                }

                folders.Push((Path.Combine(next.Relative, entry.Name), next.Depth + 1));
            }
        }
    }
}
