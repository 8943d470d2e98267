using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Carelake.Cli;

/// <summary>Where the command line speaks: results go to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
public sealed class Terminal
{
    private const int WidthOfPipe = 500;

    // Where bytes that are not UTF-8 can go; tests have text only.
    private Stream? _rawOut;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>JSON on one line, for rows.</summary>
    public static JsonSerializerOptions Compact { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>A terminal over two writers; tests give string writers.</summary>
    /// <param name="output">Results.</param>
    /// <param name="error">Messages and progress.</param>
    /// <param name="isInteractive">A person watches: colours and live progress.</param>
    /// <param name="input">What is typed or piped in; nothing when null.</param>
    /// <param name="openInput">Opens standard input as bytes; those of <paramref name="input"/> when null.</param>
    /// <param name="status">The line that tells how far a command is; none when null.</param>
    public Terminal(TextWriter output, TextWriter error, bool isInteractive, TextReader? input = null, Func<Stream>? openInput = null, StatusLine? status = null)
    {
        Status = status ?? new StatusLine(TextWriter.Null, isLive: false);
        var text = input ?? TextReader.Null;
        In = text;
        OpenInput = openInput ?? (() => new MemoryStream(Encoding.UTF8.GetBytes(text.ReadToEnd())));
        Out = output;
        IsInteractive = isInteractive;
        Results = Console(output, isInteractive);
        Error = Console(error, isInteractive);
    }

    /// <summary>Standard input.</summary>
    public TextReader In { get; }

    /// <summary>Opens standard input as bytes.</summary>
    public Func<Stream> OpenInput { get; }

    /// <summary>Raw results: CSV, JSON, lines for other programs.</summary>
    public TextWriter Out { get; }

    /// <summary>Results for people: tables.</summary>
    public IAnsiConsole Results { get; }

    /// <summary>Messages and progress for people.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>A person watches.</summary>
    public bool IsInteractive { get; }

    /// <summary>How far a command is, for the one who waits for it.</summary>
    public StatusLine Status { get; }

    /// <summary>The process's own console.</summary>
    public static Terminal OfProcess()
    {
#pragma warning disable RS0030 // The one place where the console is opened.
        var output = new StreamWriter(System.Console.OpenStandardOutput()) { AutoFlush = true };
        var error = new StreamWriter(System.Console.OpenStandardError()) { AutoFlush = true };
        var input = System.Console.In;
        Func<Stream> openInput = System.Console.OpenStandardInput;
        var (isOutputShown, isErrorShown) = (!System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);
#pragma warning restore RS0030
        var status = new StatusLine(error, isLive: isErrorShown && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } kind && kind != "dumb");
        return new Terminal(isOutputShown ? status.Above(output) : output, status.Above(error), isOutputShown && isErrorShown, input, openInput, status)
        {
            _rawOut = output.BaseStream,
        };
    }

    /// <summary>A value as one JSON document.</summary>
    public static string ToJson(object value) => JsonSerializer.Serialize(value, Json);

    /// <summary>Writes one JSON document as the result.</summary>
    public void WriteJson(object value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>Writes bytes to the results as they are.</summary>
    public void WriteBytes(ReadOnlySpan<byte> utf8)
    {
        if (_rawOut is null)
        {
            Out.Write(Encoding.UTF8.GetString(utf8));
            return;
        }
        Status.Hide();
        Out.Flush();
        _rawOut.Write(utf8);
    }

    /// <summary>Writes one line to the messages.</summary>
    public void Say(string line) => Error.WriteLine(line);

    private static IAnsiConsole Console(TextWriter writer, bool isInteractive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        // A pipe has no width: tables are then as wide as their content.
        if (!isInteractive) console.Profile.Width = WidthOfPipe;
        return console;
    }
}
