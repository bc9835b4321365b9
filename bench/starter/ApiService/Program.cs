using Starter;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseExceptionHandler();
app.MapOpenApi();
app.MapHealthChecks("/health");
app.MapGet("/weatherforecast", () => Enumerable.Range(1, 5).Select(day => new Forecast(DateOnly.FromDateTime(DateTime.Now.AddDays(day)), Random.Shared.Next(-20, 55))).ToArray());
app.Run();

internal sealed record Forecast(DateOnly Date, int TemperatureC);
