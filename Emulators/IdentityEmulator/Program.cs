using IdentityEmulator;

var builder = WebApplication.CreateBuilder(args);
if (DevelopmentOnly.Refuses(builder.Environment))
{
    return DevelopmentOnly.ExitCode;
}

builder.AddIdentityEmulator();

await using var app = builder.Build();
app.MapIdentityEmulator();
await app.RunAsync();
return 0;
