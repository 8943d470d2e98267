using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Carelake.Cli;

/// <summary>Where the command line speaks: results go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
public sealed class Terminal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>A terminal over two writers; tests give string writers.</summary>
    /// <param name="output">Results.</param>
    /// <param name="error">Messages and progress.</param>
    /// <param name="isInteractive">A person watches: colours and live progress.</param>
    /// <param name="width">Columns a line may take; only when nobody watches.</param>
    public Terminal(TextWriter output, TextWriter error, bool isInteractive, int? width = null)
    {
        Out = output;
        IsInteractive = isInteractive;
        Results = Console(output, isInteractive, width);
        Error = Console(error, isInteractive, width);
    }

    /// <summary>Raw results: CSV, JSON, lines for other programs.</summary>
    public TextWriter Out { get; }

    /// <summary>Results for people: tables.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Messages and progress for people.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>A person watches.</summary>
    public bool IsInteractive { get; }

    /// <summary>The process's own console.</summary>
    public static Terminal OfProcess()
    {
#pragma warning disable RS0030 // The one place where the console is opened.
        var output = new StreamWriter(System.Console.OpenStandardOutput()) { AutoFlush = true };
        var error = new StreamWriter(System.Console.OpenStandardError()) { AutoFlush = true };
        var isInteractive = !System.Console.IsOutputRedirected && !System.Console.IsErrorRedirected;
#pragma warning restore RS0030
        return new Terminal(output, error, isInteractive);
    }

    /// <summary>Writes one JSON document as the result.</summary>
    public void WriteJson(object value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Writes one line to the messages.</summary>
    public void Say(string line) => Error.WriteLine(line);

    private static IAnsiConsole Console(TextWriter writer, bool isInteractive, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        // A pipe has no width: tables are then as wide as their content.
        if (!isInteractive) console.Profile.Width = width ?? 500;
        return console;
    }
}
