using System.Buffers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OpenClaw.Tools.Web;

/// <summary>What a person would read of a web page, as plain text with headings, lists and links in the way of Markdown.</summary>
internal static class ReadableText
{
    // Deeper pages are made to hurt; what lies deeper is left out.
    private const int MaxDepth = 400;

    private static readonly HashSet<string> s_skipped = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "nav", "footer", "aside", "form", "button", "select", "head" };

    private const int MaxOpenElements = 2000;

    private static readonly SearchValues<char> s_tagNameEnds = SearchValues.Create(" \t\r\n/>");

    private static readonly HashSet<string> s_selfClosing = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th" };

    private static readonly HashSet<string> s_blocks = new(StringComparer.OrdinalIgnoreCase)
        { "p", "div", "section", "article", "main", "header", "ul", "ol", "table", "tr", "pre", "blockquote", "figure", "dl", "dt", "dd", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br" };

    /// <summary>The text of a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="address">Where it comes from, for its links.</param>
    /// <param name="maxChars">Where to stop.</param>
    public static string Of(string html, Uri address, int maxChars)
    {
        if (IsTooDeep(html))
        {
            return WithoutTags(html, maxChars);
        }

        using var document = new HtmlParser().ParseDocument(html);
        var output = new StringBuilder();
        if (document.Title is { Length: > 0 } title)
        {
            output.Append("# ").Append(title.Trim()).Append("\n\n");
        }

        var root = document.QuerySelector("article") ?? document.QuerySelector("main") ?? (INode?)document.Body;
        if (root is not null)
        {
            Walk(root, address, output, maxChars);
        }

        return output.ToString().Trim();
    }

    /// <summary>
    /// Whether a page is nested in a way that only a page made to hurt is: a parser looks up the open elements at each tag, so that its time grows with the
    /// square of the depth. Elements that close by themselves do not count.
    /// </summary>
    private static bool IsTooDeep(string html)
    {
        var depth = 0;
        for (var i = html.IndexOf('<', StringComparison.Ordinal); i >= 0 && i + 1 < html.Length; i = html.IndexOf('<', i + 1))
        {
            if (html[i + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[i + 1]) && !ClosesItself(html.AsSpan(i + 1)) && ++depth > MaxOpenElements)
            {
                return true;
            }
        }

        return false;
    }

    private static bool ClosesItself(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(s_tagNameEnds);
        return s_selfClosing.Contains((end < 0 ? tag[..Math.Min(tag.Length, 16)] : tag[..Math.Min(end, 16)]).ToString());
    }

    private static string WithoutTags(string html, int maxChars)
    {
        var output = new StringBuilder();
        var inTag = false;
        foreach (var c in html)
        {
            inTag = c == '<' || (inTag && c != '>');
            if (!inTag && c != '>')
            {
                output.Append(c);
            }

            if (output.Length >= maxChars)
            {
                break;
            }
        }

        return output.ToString().Trim();
    }

    /// <summary>Goes through the tree without recursion: its depth is the page's to choose.</summary>
    private static void Walk(INode root, Uri address, StringBuilder output, int maxChars)
    {
        var node = root;
        var depth = 0;
        while (output.Length < maxChars)
        {
            var goDown = Enter(node, output) && depth < MaxDepth;
            if (goDown && node.FirstChild is { } child)
            {
                node = child;
                depth++;
                continue;
            }

            while (true)
            {
                if (goDown)
                {
                    Leave(node, address, output);
                }

                goDown = true;
                if (node == root)
                {
                    return;
                }

                if (node.NextSibling is { } next)
                {
                    node = next;
                    break;
                }

                node = node.Parent!;
                depth--;
            }
        }
    }

    private static bool Enter(INode node, StringBuilder output)
    {
        switch (node)
        {
            case IText text:
                AppendText(text.Data, output, InPre(text));
                return false;
            case IElement element when s_skipped.Contains(element.LocalName) || element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true":
                return false;
            case IElement element:
                if (s_blocks.Contains(element.LocalName))
                {
                    BreakLine(output);
                }

                output.Append(element.LocalName switch
                {
                    "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => new string('#', element.LocalName[1] - '0') + " ",
                    "li" => "- ",
                    "a" when element.GetAttribute("href") is { Length: > 0 } => "[",
                    "td" or "th" => " | ",
                    _ => "",
                });
                return true;
            default:
                return false;
        }
    }

    private static void Leave(INode node, Uri address, StringBuilder output)
    {
        if (node is not IElement element || s_skipped.Contains(element.LocalName))
        {
            return;
        }

        if (element.LocalName == "a" && element.GetAttribute("href") is { Length: > 0 } href)
        {
            output.Append(Uri.TryCreate(address, href, out var target) && target.Scheme is "http" or "https" ? $"]({target})" : "]");
        }
        else if (s_blocks.Contains(element.LocalName))
        {
            BreakLine(output);
            if (element.LocalName is "p" or "ul" or "ol" or "table" or "pre" or "blockquote" or ['h', _])
            {
                output.Append('\n');
            }
        }
    }

    private static bool InPre(IText text) => text.ParentElement is { } parent && (parent.LocalName == "pre" || parent.ParentElement?.LocalName == "pre");

    private static void AppendText(string text, StringBuilder output, bool asItIs)
    {
        if (asItIs)
        {
            output.Append(text);
            return;
        }

        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                output.Append(c);
            }
            else if (output.Length > 0 && !char.IsWhiteSpace(output[^1]))
            {
                output.Append(' ');
            }
        }
    }

    private static void BreakLine(StringBuilder output)
    {
        while (output.Length > 0 && output[^1] == ' ')
        {
            output.Length--;
        }

        if (output.Length > 0 && output[^1] != '\n')
        {
            output.Append('\n');
        }
    }
}
