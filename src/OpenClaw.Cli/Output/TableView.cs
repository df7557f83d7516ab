using Spectre.Console;

namespace OpenClaw.Cli.Output;

/// <summary>Lists for people. Text from the gateway is never read as markup, nor does it steer the terminal.</summary>
internal static class TableView
{
    public static void Write(CliTerminal terminal, string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(terminal.IsInteractive ? TableBorder.Rounded : TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = !terminal.IsInteractive });
        foreach (var row in rows)
            table.AddRow(row.Select(static cell => new Text(PlainTextWriter.Shown(cell))));

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.HasColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.HasColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Styled),
        });
        console.Profile.Width = terminal.Width;
        console.Write(table);
    }
}
