using CalendarApi.Authentication;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using ServiceDefaults.Problems;

namespace CalendarApi.Documentation;

internal static class OpenApiExtensions
{
    private const string BearerScheme = "Bearer";

    public static void AddDocumentation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenApiText>();
        // A lambda: the generator that reads the documentation comments does not see a method's name here.
        builder.Services.AddOpenApi(options => Describe(options));
    }

    private static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "CalendarRealtime";
            document.Info.Description =
                "Team calendars of a tenant. Every response to an authenticated caller has the header Calendar-Position, the tenant's head. "
                + "Every 4xx and 5xx is application/problem+json with a type from /problems.";
            // The address on which the program listens is not the one that clients call. Without any, the document's own address holds.
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = $"An Entra ID access token with the scope {Scopes.Read} or {Scopes.Write}.",
            };
            WireSchemas.Describe(document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal));
            return Task.CompletedTask;
        });

        options.AddOperationTransformer((operation, context, _) =>
        {
            if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            {
                return Task.CompletedTask;
            }

            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
            foreach (var type in (ProblemType[])[HttpProblems.Unauthorized, HttpProblems.InsufficientScope, HttpProblems.TooManyRequests])
            {
                operation.Responses?.TryAdd($"{type.Status}", new OpenApiResponse { Description = $"{type.Name}: {type.Title}." });
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Maps <c>/openapi/v1.json</c>, the page of the problem types, and in Development also <c>/scalar</c>, a page to read and try the API.</summary>
    public static void MapDocumentation(this WebApplication app)
    {
        app.MapGet("/openapi/v1.json", (OpenApiText text, CancellationToken cancellationToken) => text.AnswerAsync(cancellationToken))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapProblems();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference().AllowAnonymous();
        }
    }
}
