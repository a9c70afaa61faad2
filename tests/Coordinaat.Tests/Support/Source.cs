using System.Text;
using System.Text.RegularExpressions;

namespace Coordinaat.Tests.Support;

/// <summary>C# text, read just far enough to count its functions. No compiler is needed.</summary>
internal static partial class Source
{
    /// <summary>The .cs files under folders of the source tree, without what was generated.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">A folder was moved: say where to.</exception>
    public static IEnumerable<(string Path, string Text)> Files(params string[] folders) =>
        folders.Select(f => Repository.PathTo(f))
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Select(f => (
                Full: f, Path: Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')))
            .Where(f => !f.Path.Split('/').Any(p => p is "obj" or "bin" or "node_modules"))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .Select(f => (f.Path, File.ReadAllText(f.Full)));

    /// <summary>The functions of a file: line of the first word, and how many lines.</summary>
    public static IEnumerable<(int Line, int Lines)> Functions(string text)
    {
        var code = Blank(text);
        var types = new Stack<int>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < code.Length; i++)
        {
            var isMember = depth == (types.TryPeek(out var top) ? top : 0);
            if (code[i] == '{')
            {
                depth++;
                if (isMember && TypeHeader().IsMatch(code[start..i]))
                {
                    types.Push(depth);
                    start = i + 1;
                }
            }
            else if (code[i] == '}')
            {
                depth--;
                if (types.TryPeek(out top) && depth < top)
                {
                    types.Pop();
                    start = i + 1;
                }
                else if (depth == top && !GoesOn().IsMatch(code, i + 1))
                {
                    yield return Member(code, start, i);
                    start = i + 1;
                }
            }
            else if (code[i] == ';' && isMember)
            {
                if (!IsField(code[start..i]))
                {
                    yield return Member(code, start, i);
                }

                start = i + 1;
            }
        }
    }

    /// <summary>The text with comments and literals made blank; lines stay where they are.
    /// </summary>
    public static string Blank(string text)
    {
        var blank = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var length = Literal(text, at);
            for (var i = 0; i < Math.Max(1, length); i++)
            {
                blank.Append(length == 0 || text[at + i] == '\n' ? text[at + i] : ' ');
            }

            at += Math.Max(1, length);
        }

        return blank.ToString();
    }

    private static (int Line, int Lines) Member(string code, int start, int end)
    {
        var first = start;
        while (char.IsWhiteSpace(code[first]))
        {
            first++;
        }

        return (
            code.AsSpan(0, first).Count('\n') + 1,
            code.AsSpan(first, end - first).Count('\n') + 1);
    }

    private static bool IsField(string member)
    {
        var header = Attributes().Replace(member, "");
        var (body, assigned) = (header.IndexOfAny(['{', '(']), Assignment().Match(header));
        return assigned.Success && (body < 0 || assigned.Index < body);
    }

    /// <summary>How long the comment or literal at a place is; 0 when there is none.</summary>
    private static int Literal(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("//"))
        {
            return Until(rest, "\n", 2) - 1;
        }

        if (rest.StartsWith("/*"))
        {
            return Until(rest, "*/", 2);
        }

        if (rest[0] == '\'')
        {
            return Quoted(rest, 1, '\'');
        }

        var prefix = rest.IndexOfAnyExcept('$', '@');
        if (prefix < 0 || rest[prefix] != '"')
        {
            return 0;
        }

        var quotes = rest[prefix..].IndexOfAnyExcept('"');
        return quotes >= 3
            ? Until(rest, new string('"', quotes), prefix + quotes)
            : rest[..prefix].Contains('@') ? Verbatim(rest, prefix + 1)
            : rest[..prefix].Contains('$') ? Interpolated(text, at, prefix + 1)
            : Quoted(rest, prefix + 1, '"');
    }

    private static int Until(ReadOnlySpan<char> rest, string end, int from) =>
        rest[from..].IndexOf(end) is var found and >= 0 ? from + found + end.Length : rest.Length;

    private static int Quoted(ReadOnlySpan<char> rest, int from, char quote)
    {
        var i = from;
        while (i < rest.Length && rest[i] != quote)
        {
            i += rest[i] == '\\' ? 2 : 1;
        }

        return Math.Min(rest.Length, i + 1);
    }

    private static int Verbatim(ReadOnlySpan<char> rest, int from)
    {
        var i = from;
        while (i < rest.Length && (rest[i] != '"' || (i + 1 < rest.Length && rest[i + 1] == '"')))
        {
            i += rest[i] == '"' ? 2 : 1;
        }

        return Math.Min(rest.Length, i + 1);
    }

    // A hole may hold literals of its own.
    private static int Interpolated(string text, int at, int from)
    {
        var (i, holes) = (at + from, 0);
        while (i < text.Length && (text[i] != '"' || holes > 0))
        {
            if (holes == 0 && text.AsSpan(i).StartsWith("{{"))
            {
                i += 2;
                continue;
            }

            var inner = holes > 0 ? Literal(text, i) : 0;
            holes += inner > 0 ? 0 : text[i] == '{' ? 1 : text[i] == '}' && holes > 0 ? -1 : 0;
            i += inner > 0 ? inner : text[i] == '\\' && holes == 0 ? 2 : 1;
        }

        return Math.Min(text.Length, i + 1) - at;
    }

    [GeneratedRegex(
        @"\b(namespace|class|record|struct|interface|enum)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"\G\s*[;=,.?)\]]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoesOn();

    [GeneratedRegex(@"^\s*(\[[^\]]*\]\s*)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attributes();

    [GeneratedRegex("(?<![=!<>])=(?![=>])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assignment();
}
