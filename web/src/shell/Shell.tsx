import { Button, Drawer, Menu, SegmentedControl, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { send } from "../api/client";
import { enter } from "../api/queries";
import type { Session } from "../api/types";
import { isLocale, locales, words } from "../format/format";
import { useFormat, useSetLocale } from "../format/locale";
import { Icon } from "./icons";
import { groups, isOf, rolesOf } from "./pages";
import { Pill } from "./Panel";

export function Shell({ session }: { session: Session }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const path = useRouterState({ select: state => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);

  // A new page is announced by moving to it, as a page load would.
  useEffect(() => {
    setMenuOpen(false);
    if (isFirst.current) isFirst.current = false;
    else main.current?.focus();
  }, [path]);

  return (
    <>
      <a className="skip" href="#main">
        To the page's content
      </a>
      <div className="frame">
        <header className="top">
          <UnstyledButton className="only-narrow" aria-label="Menu" onClick={() => setMenuOpen(true)}>
            <Icon name="menu" size={20} />
          </UnstyledButton>
          <Link to="/" className="brand">
            <img src="/favicon.svg" alt="" />
            Carelake
          </Link>
          <span className="tenant">{session.tenant.name}</span>
          {session.isDemo && <Pill title="Every person and figure here is made up.">Demo data</Pill>}
          <span className="space" />
          <PurposeMenu session={session} />
          <UserMenu session={session} />
        </header>
        <nav className="side" aria-label="Pages">
          <Navigation session={session} />
        </nav>
        <main className="main" id="main" ref={main} tabIndex={-1}>
          {session.breakGlass && <BreakGlassBanner reason={session.breakGlass.reason} until={session.breakGlass.until} />}
          <Outlet />
        </main>
      </div>
      <Drawer opened={isMenuOpen} onClose={() => setMenuOpen(false)} title="Carelake" size="15rem" closeButtonProps={{ "aria-label": "Close the menu" }}>
        <nav aria-label="Pages">
          <Navigation session={session} />
        </nav>
      </Drawer>
    </>
  );
}

function Navigation({ session }: { session: Session }) {
  return groups.map(group => {
    const pages = group.pages.filter(page => isOf(page, session.user));
    if (pages.length === 0) return null;
    return (
      <div key={group.title}>
        <p className="nav-title">{group.title}</p>
        <ul className="nav-group">
          {pages.map(page => (
            <li key={page.to}>
              <Link to={page.to} className="nav-link" activeProps={{ className: "active", "aria-current": "page" }} activeOptions={{ exact: page.to === "/", includeSearch: false }}>
                <Icon name={page.icon} />
                {page.title}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}

/** What the data is used for decides what is shown, so it stands where it is always seen. */
function PurposeMenu({ session }: { session: Session }) {
  const choose = async (purpose: string) => enter(await send<Session>("PUT", "session/purpose", { purpose }));
  if (session.user.purposes.length < 2)
    return (
      <span className="dim only-wide">
        For <strong>{session.purpose}</strong>
      </span>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon name="down" size={12} />} fw={400}>
          <span className="only-wide">For&nbsp;</span>
          <strong>{session.purpose}</strong>
          <span className="visually-hidden">: change the purpose</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What do you use the data for?</Menu.Label>
        {session.user.purposes.map(purpose => (
          <Menu.Item key={purpose} onClick={() => void choose(purpose)} fw={purpose === session.purpose ? 600 : 400}>
            {words(purpose)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu({ session }: { session: Session }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const format = useFormat();
  const setLocale = useSetLocale();
  const signOut = async () => {
    await send("DELETE", "session");
    enter(null);
  };
  return (
    <Menu position="bottom-end" width={230} closeOnItemClick={false}>
      <Menu.Target>
        <UnstyledButton className="user">
          <span className="only-wide">
            <strong>{session.user.name}</strong>
            <small>{rolesOf(session.user).map(words).join(", ")}</small>
          </span>
          <span className="only-narrow">
            <Icon name="patients" size={20} />
          </span>
          <span className="visually-hidden">: account and settings</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {session.user.name}, {rolesOf(session.user).map(words).join(", ")}
        </Menu.Label>
        <Menu.Label>Appearance</Menu.Label>
        <div className="menu-part">
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label="Appearance"
            data={[
              { value: "auto", label: "System" },
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
            ]}
            value={colorScheme}
            onChange={value => setColorScheme(value as MantineColorScheme)}
          />
        </div>
        <Menu.Label>Dates, numbers and currency</Menu.Label>
        {Object.entries(locales).map(([locale, name]) => (
          <Menu.Item key={locale} lang={locale} fw={format.locale === locale ? 600 : 400} rightSection={format.locale === locale ? "✓" : null} onClick={() => isLocale(locale) && setLocale(locale)}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" closeMenuOnClick>
          Account and two-step sign-in
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
        <Menu.Label>Carelake {session.version}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function BreakGlassBanner({ reason, until }: { reason: string; until: string }) {
  const format = useFormat();
  const end = async () => enter(await send<Session>("DELETE", "session/break-glass").then(session => session ?? null));
  return (
    <div className="banner" role="status">
      <Icon name="alert" />
      <strong>Break-glass until {format.time(until)}.</strong>
      <span>Reason given: {reason}. All you open is recorded apart and reviewed.</span>
      <Button variant="default" ml="auto" onClick={() => void end()}>
        End now
      </Button>
    </div>
  );
}
