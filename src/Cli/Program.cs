using Carelake.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
