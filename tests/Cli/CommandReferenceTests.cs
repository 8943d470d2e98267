using Carelake.Cli;

namespace Carelake.Tests.Cli;

public sealed class CommandReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_program_says() =>
        Golden.Check(CommandReference.Of(CommandLine.Root(Terminals.Silent())), "docs", "reference", "cli.md");

    [Fact]
    public void Every_verb_option_and_argument_has_a_description()
    {
        foreach (var command in CommandLine.Root(Terminals.Silent()).Subcommands.SelectMany(command => command.Subcommands.Prepend(command)))
        {
            command.Description.ShouldNotBeNullOrWhiteSpace(command.Name);
            foreach (var option in command.Options) option.Description.ShouldNotBeNullOrWhiteSpace($"{command.Name} {option.Name}");
            foreach (var argument in command.Arguments) argument.Description.ShouldNotBeNullOrWhiteSpace($"{command.Name} {argument.Name}");
        }
    }
}
