-- The owner migrates; the app role owns nothing, so row security binds it. Only a superuser may create roles and the extension.
-- The passwords are for a machine of your own: change them here and in docker-compose.yml before anything else can reach the port.
create role gravity_owner login password 'gravity_owner' nosuperuser nobypassrls createdb;
create role gravity_app login password 'gravity_app' nosuperuser nobypassrls;
create database gravity owner gravity_owner;
\connect template1
create extension if not exists vector;
\connect gravity
create extension if not exists vector;
