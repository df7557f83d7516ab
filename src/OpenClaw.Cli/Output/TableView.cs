using Spectre.Console;

namespace OpenClaw.Cli.Output;

/// <summary>Lists for people. Text from the gateway is never read as markup, nor does it steer the terminal.</summary>
internal static class TableView
{
    public static void Write(CliTerminal terminal, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.Select(static row => row.Select(PlainTextWriter.Shown).ToArray()).ToList();
        // A frame that is too wide would break words in the middle; without one the terminal wraps whole lines, and what is copied out of them is whole.
        var framed = FramedWidth(columns, cells);
        var fits = framed <= terminal.Width;
        var table = new Table().Border(terminal.IsInteractive && fits ? TableBorder.Rounded : TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = !terminal.IsInteractive || !fits });
        foreach (var row in cells)
            table.AddRow(row.Select(static cell => new Text(cell)));

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.HasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Styled),
        });
        console.Profile.Width = Math.Max(terminal.Width, framed);
        console.Write(table);
    }

    private static int FramedWidth(string[] columns, List<string[]> rows) =>
        1 + columns.Select((name, i) => 3 + rows.Select(row => row[i]).Append(name).Max(static text => text.Split('\n').Max(Rendered))).Sum();

    // East Asian characters take two columns each; counting every character beyond Latin so errs on the side of no frame.
    private static int Rendered(string line) => line.Sum(static character => character < '\u0300' ? 1 : 2);
}
