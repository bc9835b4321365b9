using CalendarApi.Documentation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CalendarApi.Tests.Documentation;

public class OpenApiTextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_document_that_could_not_be_made_is_made_for_the_next_caller_and_then_kept()
    {
        var documents = new FailingOnce();
        await using var services = new ServiceCollection().AddKeyedSingleton<IOpenApiDocumentProvider>("v1", documents).BuildServiceProvider();
        var text = new OpenApiText(services);

        await Assert.ThrowsAsync<InvalidOperationException>(() => text.AnswerAsync(Stop));
        var answer = await text.AnswerAsync(Stop);
        await text.AnswerAsync(Stop);

        Assert.NotEqual(0, answer.FileContents.Length);
        Assert.Equal(2, documents.Made);
    }

    private sealed class FailingOnce : IOpenApiDocumentProvider
    {
        public int Made { get; private set; }

        public Task<OpenApiDocument> GetOpenApiDocumentAsync(CancellationToken cancellationToken = default) =>
            ++Made == 1
                ? Task.FromException<OpenApiDocument>(new InvalidOperationException("For the test."))
                : Task.FromResult(new OpenApiDocument { Info = new OpenApiInfo { Title = "Test", Version = "1" } });
    }
}
