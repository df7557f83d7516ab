using System.Text;

namespace OpenClaw.Protocol.Validation;

/// <summary>Collects the issues found while a value is checked. Holds nothing until the first one.</summary>
internal struct ValidationContext(bool ignoreUnknownAtRoot)
{
    /// <summary>More issues help nobody, and the text goes back over the wire.</summary>
    private const int MaxIssues = 8;

    /// <summary>Properties that a frame names are quoted up to this length.</summary>
    private const int MaxQuotedName = 80;

    private List<Issue>? _issues;

    internal bool IgnoreUnknownAtRoot { get; } = ignoreUnknownAtRoot;

    internal readonly int Count => _issues?.Count ?? 0;

    internal readonly bool IsFull => Count >= MaxIssues;

    internal void Add(string text, int order = 0, bool namesRoot = false)
    {
        if (!IsFull)
        {
            (_issues ??= []).Add(new Issue(text, order, namesRoot));
        }
    }

    /// <summary>Puts the issues from <paramref name="start"/> on under one step of the path and gives them their place among their siblings.</summary>
    internal readonly void Nest(int start, string step, int order)
    {
        for (var i = start; i < Count; i++)
        {
            _issues![i].Path = $"/{step}{_issues[i].Path}";
            _issues[i].Order = order;
        }
    }

    /// <summary>Sorts the issues of one object: a missing property first, then an unexpected one, then in the order of the schema.</summary>
    internal readonly void SortFrom(int start)
    {
        for (var i = start + 1; i < Count; i++)
        {
            var issue = _issues![i];
            var at = i;
            for (; at > start && _issues[at - 1].Order > issue.Order; at--)
            {
                _issues[at] = _issues[at - 1];
            }

            _issues[at] = issue;
        }
    }

    internal readonly ValidationError ToError() => new(string.Join("; ", _issues ?? []));

    internal static string Quote(ReadOnlySpan<byte> name) =>
        name.Length <= MaxQuotedName ? Encoding.UTF8.GetString(name) : Encoding.UTF8.GetString(name[..MaxQuotedName]) + "...";

    private sealed class Issue(string text, int order, bool namesRoot)
    {
        internal string Path { get; set; } = "";

        internal int Order { get; set; } = order;

        public override string ToString() => Path.Length > 0 ? $"at {Path}: {text}" : namesRoot ? $"at root: {text}" : text;
    }
}
