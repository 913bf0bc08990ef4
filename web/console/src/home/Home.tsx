import { Container, Title } from "@mantine/core";

/** Where a user arrives. */
export function Home() {
  return (
    <Container component="main">
      <Title order={1}>Frontdesk</Title>
    </Container>
  );
}
