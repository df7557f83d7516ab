using OpenClaw.Configuration.Reading;

namespace OpenClaw.Configuration.Writing;

/// <summary>Changes the text of a configuration file where, and only where, a wanted document differs from what was shown.</summary>
/// <remarks>
/// What does not differ keeps its text: comments, order, quotes, <c>${NAME}</c> and <c>$include</c>; and a secret that comes back as its mark does not differ, so
/// it is never rewritten and cannot be lost. Comments inside a value that is replaced or removed go with it.
/// </remarks>
internal sealed class DocumentEditor
{
    private const string Include = "$include";

    private readonly string _text;
    private readonly IReadOnlyDictionary<ConfigNode, int> _ends;
    private readonly TextEdits _edits = new();

    private DocumentEditor(string text, IReadOnlyDictionary<ConfigNode, int> ends)
    {
        _text = text;
        _ends = ends;
    }

    /// <summary>The text that says what is wanted.</summary>
    /// <param name="source">The file's text; null when there is no file.</param>
    /// <param name="resolved">What was shown: the document with includes and variables filled in; null for nothing.</param>
    /// <param name="wanted">What the client wants, secrets as marks.</param>
    /// <exception cref="ConfigurationEditException">It cannot be written into this file.</exception>
    public static string Edit(SourceText? source, ConfigNode? resolved, ObjectNode wanted)
    {
        if (source is null || string.IsNullOrWhiteSpace(source.Text))
        {
            return FreshText.Of(wanted, "", "") + "\n";
        }

        if (!Json5Reader.TryRead(source, out var node, out var error, out var ends) || node is not ObjectNode root)
        {
            throw new ConfigurationEditException("", $"the configuration file cannot be read ({error?.Message ?? "it holds no object"}); correct it by hand first");
        }

        var editor = new DocumentEditor(source.Text, ends);
        editor.Change(root, resolved, wanted, "", isSecret: false);
        return editor._edits.ApplyTo(source.Text);
    }

    private void Change(ConfigNode source, ConfigNode? resolved, ConfigNode wanted, string path, bool isSecret)
    {
        if (Redaction.IsSame(wanted, source, isSecret) || (resolved is not null && Redaction.IsSame(wanted, resolved, isSecret)))
        {
            return;
        }

        switch (source, wanted)
        {
            case (ObjectNode before, ObjectNode after):
                ChangeObject(before, resolved as ObjectNode, after, path, isSecret);
                break;
            case (ArrayNode before, ArrayNode after):
                ChangeArray(before, resolved as ArrayNode, after, path, isSecret);
                break;
            default:
                _edits.Replace(source.Position.Offset, _ends[source], FreshText.Of(wanted, IndentAt(source.Position.Offset), path));
                break;
        }
    }

    private void ChangeObject(ObjectNode source, ObjectNode? resolved, ObjectNode wanted, string path, bool isSecret)
    {
        var kept = new List<ConfigMember>();
        var removed = new List<ConfigMember>();
        foreach (var member in source.Members)
        {
            var memberPath = KeyPath.Child(path, member.Name);
            if (wanted[member.Name] is { } value)
            {
                Change(member.Value, resolved?[member.Name], value, memberPath, isSecret || Redaction.IsSecretName(member.Name));
                kept.Add(member);
            }
            else if (member.Name == Include)
            {
                // Who was shown the resolved document does not know of it.
                kept.Add(member);
            }
            else
            {
                // With it go those of the same name that did not count, or one of them would count now.
                removed.AddRange(source.Repeated.Select(static pair => pair.Earlier).Where(earlier => earlier.Name == member.Name));
                removed.Add(member);
            }
        }

        foreach (var member in (resolved?.Members ?? []).Where(member => source[member.Name] is null && wanted[member.Name] is null && wanted[Include] is null))
        {
            throw Included(KeyPath.Child(path, member.Name));
        }

        var added = new List<(string Name, ConfigNode Value)>();
        foreach (var member in wanted.Members.Where(member => source[member.Name] is null))
        {
            if (Override(resolved?[member.Name], member.Value, KeyPath.Child(path, member.Name), isSecret || Redaction.IsSecretName(member.Name)) is { } value)
            {
                added.Add((member.Name, value));
            }
        }

        if (removed.Count > 0 || added.Count > 0)
        {
            Rebuild(source, kept, removed, added, path);
        }
    }

    /// <summary>What has to stand in this file so that the included value becomes the wanted one; null when nothing has to.</summary>
    private static ConfigNode? Override(ConfigNode? included, ConfigNode wanted, string path, bool isSecret)
    {
        if (included is null)
        {
            return wanted;
        }

        if (Redaction.IsSame(wanted, included, isSecret))
        {
            return null;
        }

        if (included is ArrayNode || wanted is ArrayNode)
        {
            // Lists of included files are added to, so another list here would be a longer one.
            throw Included(path);
        }

        if (included is not ObjectNode before || wanted is not ObjectNode after)
        {
            return wanted;
        }

        if (before.Members.Any(member => after[member.Name] is null))
        {
            throw Included(path);
        }

        return new ObjectNode(after.Position, after.Members
            .Select(member => member with { Value = Override(before[member.Name], member.Value, KeyPath.Child(path, member.Name), isSecret || Redaction.IsSecretName(member.Name))! })
            .Where(static member => member.Value is not null));
    }

    private void ChangeArray(ArrayNode source, ArrayNode? resolved, ArrayNode wanted, string path, bool isSecret)
    {
        if (resolved is not null && resolved.Items.Length != source.Items.Length)
        {
            throw Included(path);
        }

        if (source.Items.Length == wanted.Items.Length && HaveSameIds(source, wanted))
        {
            for (var i = 0; i < source.Items.Length; i++)
            {
                Change(source.Items[i], resolved?.Items[i], wanted.Items[i], KeyPath.Index(path, i), isSecret);
            }

            return;
        }

        // Elements that are known keep their text wherever they go; by their id, or by being the same in everything.
        var indent = IndentAt(source.Position.Offset) + "  ";
        var taken = new bool[source.Items.Length];
        var elements = wanted.Items.Select((item, i) =>
        {
            var at = IndexOf(source, resolved, item, i, taken, isSecret);
            if (at >= 0)
            {
                taken[at] = true;
            }

            return at < 0 ? FreshText.Of(item, indent, KeyPath.Index(path, i)) : Changed(source.Items[at], resolved?.Items[at], item, KeyPath.Index(path, i), isSecret);
        }).ToList();
        _edits.Replace(
            source.Position.Offset,
            _ends[source],
            elements.Count == 0 ? "[]" : $"[\n{string.Join(",\n", elements.Select(element => indent + element))}\n{IndentAt(source.Position.Offset)}]");
    }

    /// <summary>The text of one element after its own changes.</summary>
    private string Changed(ConfigNode source, ConfigNode? resolved, ConfigNode wanted, string path, bool isSecret)
    {
        var editor = new DocumentEditor(_text, _ends);
        editor.Change(source, resolved, wanted, path, isSecret);
        var (start, end) = (source.Position.Offset, _ends[source]);
        var changed = editor._edits.ApplyTo(_text);
        return changed[start..(changed.Length - (_text.Length - end))];
    }

    /// <summary>The element that a wanted one was before: by its id, else one that is the same in everything and that no other has claimed, best in its own place; -1 when it is new.</summary>
    private static int IndexOf(ArrayNode source, ArrayNode? resolved, ConfigNode item, int place, bool[] taken, bool isSecret)
    {
        if (MergePatch.Id(item) is { } id)
        {
            return Enumerable.Range(0, source.Items.Length).FirstOrDefault(i => MergePatch.Id(source.Items[i]) == id, -1);
        }

        return place < source.Items.Length && IsFree(place) ? place : Enumerable.Range(0, source.Items.Length).FirstOrDefault(IsFree, -1);

        bool IsFree(int i) =>
            !taken[i] && (Redaction.IsSame(item, source.Items[i], isSecret) || (resolved is not null && Redaction.IsSame(item, resolved.Items[i], isSecret)));
    }

    private static bool HaveSameIds(ArrayNode source, ArrayNode wanted) =>
        source.Items.Zip(wanted.Items).All(static pair => MergePatch.Id(pair.First) == MergePatch.Id(pair.Second));

    private void Rebuild(ObjectNode source, List<ConfigMember> kept, List<ConfigMember> removed, List<(string Name, ConfigNode Value)> added, string path)
    {
        var open = source.Position.Offset;
        var close = _ends[source] - 1;
        var isBroken = source.Members.IsEmpty || _text.AsSpan(open, source.Members[0].NamePosition.Offset - open).Contains('\n');
        var outer = IndentAt(open);
        var indent = source.Members.IsEmpty || !isBroken ? outer + "  " : IndentAt(source.Members[0].NamePosition.Offset);

        foreach (var member in removed)
        {
            var (start, end) = Extent(member);
            _edits.Replace(start, end, "");
        }

        // A comma that is left before the closing bracket goes too, unless the file writes them there.
        var last = kept.Count == 0 ? null : kept[^1];
        var comma = last is null ? -1 : CommaAfter(last);
        var hadTrailing = CommaAfter(source.Members.IsEmpty ? null : source.Members[^1]) >= 0;
        if (added.Count == 0)
        {
            if (comma >= 0 && !hadTrailing)
            {
                _edits.Replace(comma, comma + 1, "");
            }

            return;
        }

        var quoted = source.Members.IsEmpty || _text[source.Members[0].NamePosition.Offset] is '"' or '\'';
        var texts = added.Select(member =>
            $"{(quoted || !IsPlain(member.Name) ? FreshText.Quote(member.Name) : member.Name)}: {FreshText.Of(member.Value, isBroken ? indent : outer, KeyPath.Child(path, member.Name))}");
        var separator = isBroken ? $",\n{indent}" : ", ";
        var inserted = string.Join(separator, texts);
        if (last is null)
        {
            // Before whatever comments stand there.
            _edits.Replace(open + 1, open + 1, isBroken ? $"\n{indent}{inserted}{(_text.AsSpan(open, close - open).Contains('\n') ? "" : $"\n{outer}")}" : $" {inserted}");
            return;
        }

        if (comma >= 0)
        {
            _edits.Replace(comma + 1, comma + 1, $"{(isBroken ? $"\n{indent}" : " ")}{inserted}{(hadTrailing ? "," : "")}");
        }
        else
        {
            _edits.Replace(_ends[last.Value], _ends[last.Value], separator + inserted);
        }
    }

    /// <summary>A member with its comma and, where it has lines of its own, those lines.</summary>
    private (int Start, int End) Extent(ConfigMember member)
    {
        var start = member.NamePosition.Offset;
        var comma = CommaAfter(member);
        var end = comma < 0 ? _ends[member.Value] : comma + 1;
        while (start > 0 && _text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        var next = end;
        while (next < _text.Length && _text[next] is ' ' or '\t')
        {
            next++;
        }

        if (start > 0 && _text[start - 1] == '\n' && next < _text.Length && _text[next] is '\n' or '\r')
        {
            next += _text[next] == '\r' && next + 1 < _text.Length && _text[next + 1] == '\n' ? 2 : 1;
            return (start, next);
        }

        return (start, end);
    }

    /// <summary>Where the comma behind a member stands; -1 when there is none.</summary>
    private int CommaAfter(ConfigMember? member)
    {
        if (member is null)
        {
            return -1;
        }

        var at = Json5Reader.SkipBlank(_text, _ends[member.Value]);
        return at < _text.Length && _text[at] == ',' ? at : -1;
    }

    /// <summary>The white space with which the line of a character begins.</summary>
    private string IndentAt(int offset)
    {
        var start = offset;
        while (start > 0 && _text[start - 1] != '\n')
        {
            start--;
        }

        var end = start;
        while (end < _text.Length && _text[end] is ' ' or '\t')
        {
            end++;
        }

        return _text[start..end];
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');

    private static ConfigurationEditException Included(string path) =>
        new(path, $"{path} comes from an included file; change it there");
}
